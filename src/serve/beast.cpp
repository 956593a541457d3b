// Beast is compiled here, once: 7 s.
#include <boost/beast/src.hpp>
