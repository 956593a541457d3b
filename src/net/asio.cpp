// Asio's own sources, compiled once for the whole program (BOOST_ASIO_SEPARATE_COMPILATION, see
// cmake/Dependencies.cmake).
#include <boost/asio/impl/src.hpp>
