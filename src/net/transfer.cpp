#include "net/transfer.h"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "base/text.h"

namespace winnow::net {
namespace asio = boost::asio;
namespace {

using std::chrono::milliseconds;

constexpr std::size_t expansion_grace = 64u << 10;  // small bodies may pack as well as they like
constexpr std::size_t decode_slice = 512u << 10;    // a millisecond or two of work between looks at other hosts
constexpr long receive_buffer = 60L << 10;  // libcurl's, one a transfer; malloc tidies up behind chunks of 64 KiB
constexpr std::string_view html_first = "text/html,*/*;q=0.5";

std::string in_seconds(milliseconds span) {
    const auto ms = span.count();
    return ms % 1000 == 0 ? std::to_string(ms / 1000) + " s" : std::to_string(ms) + " ms";
}

/// Where the system keeps its trust anchors, as libcurl was built.
struct SystemTrust {
    const char* file;
    const char* folder;
};
SystemTrust system_trust() {
    static const auto* version = curl_version_info(CURLVERSION_NOW);
    return {version->cainfo, version->capath};
}

template <class T>
void set(CURL* easy, CURLoption option, T value) {
    const auto code = curl_easy_setopt(easy, option, value);
    if (code == CURLE_OUT_OF_MEMORY) throw std::bad_alloc();
    if (code != CURLE_OK) throw std::logic_error(std::string("libcurl option: ") + curl_easy_strerror(code));
}

}  // namespace

std::string subject_of(const url::Url& url) {
    return std::string(clip_utf8(url.authority() + url.path_and_query(), 160));
}

bool has_control(std::string_view value) {
    return std::any_of(value.begin(), value.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && byte != '\t') || byte == 0x7f;
    });
}

void LineList::add(const std::string& line) {
    auto* longer = curl_slist_append(list_.get(), line.c_str());
    if (!longer) throw std::bad_alloc();
    static_cast<void>(list_.release());
    list_.reset(longer);
}

Transfer::Transfer(const Options& options, std::shared_ptr<CurlLoop> curl, const Request& request)
    : options_(options),
      curl_(std::move(curl)),
      url_(request.url),
      subject_(subject_of(request.url)),
      max_body_(request.max_body_bytes ? request.max_body_bytes : options.max_body_bytes),
      truncate_(request.truncate),
      head_(options.max_header_bytes),
      bell_(curl_->context()),
      easy_(curl_->take_handle()) {}

Transfer::~Transfer() {
    curl_->stop_transfer(*this);
    for (const auto option : {CURLOPT_HTTPHEADER, CURLOPT_RESOLVE, CURLOPT_CONNECT_TO, CURLOPT_ERRORBUFFER})
        curl_easy_setopt(easy_.get(), option, nullptr);  // they point into this transfer
    curl_->give_back(std::move(easy_));
}

/// What all transfers have in common, set once on each handle.
void Transfer::prepare(CURL* easy, const Options& options) {
    set(easy, CURLOPT_PATH_AS_IS, 1L);  // the URL that was judged, not libcurl's idea of it
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_FOLLOWLOCATION, 0L);
    set(easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    set(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);  // see body_decoder.h
    set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set(easy, CURLOPT_PROXY, "");  // "": not even the environment's
    set(easy, CURLOPT_NOPROXY, "");

    const auto [file, folder] = system_trust();
    if (!options.ca_file.empty()) {
        set(easy, CURLOPT_CAINFO, options.ca_file.c_str());
        if (folder) set(easy, CURLOPT_CAPATH, folder);
    } else if (file) {
        // The parsed bundle is kept between connections only if there is no folder to look into as well.
        set(easy, CURLOPT_CAINFO, file);
        set(easy, CURLOPT_CAPATH, static_cast<const char*>(nullptr));
    }

    set(easy, CURLOPT_NOSIGNAL, 1L);
    set(easy, CURLOPT_QUICK_EXIT, 1L);  // or cancelling waits for a resolver thread, and the whole loop with it
    set(easy, CURLOPT_BUFFERSIZE, receive_buffer);
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_timeout.count()));

    set(easy, CURLOPT_HEADERFUNCTION, &Transfer::on_header);
    set(easy, CURLOPT_WRITEFUNCTION, &Transfer::on_body);
    set(easy, CURLOPT_OPENSOCKETFUNCTION, &Transfer::on_open);
    set(easy, CURLOPT_PREREQFUNCTION, &Transfer::on_request);
}

/// What this transfer has of its own. Every option here is set every time: the handle has had other transfers.
void Transfer::configure(const Request& request, const Route& route, milliseconds total_timeout) {
    CURL* const easy = easy_.get();
    total_timeout_ = total_timeout;
    by_proxy_ = route.by_proxy;
    if (!route.resolve.empty()) resolve_.add(route.resolve);
    if (!route.connect_to.empty()) connect_to_.add(route.connect_to);

    set(easy, CURLOPT_URL, url_.request_url().c_str());
    set(easy, CURLOPT_HTTP_VERSION,
        static_cast<long>(request.http_version == 2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1));
    set_headers(request);
    if (!options_.proxy.empty()) set(easy, CURLOPT_PROXY, route.by_proxy ? options_.proxy.c_str() : "");
    set(easy, CURLOPT_RESOLVE, resolve_.get());
    set(easy, CURLOPT_CONNECT_TO, connect_to_.get());
    set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(total_timeout.count()));
    set(easy, CURLOPT_ERRORBUFFER, static_cast<char*>(curl_says_));
    set(easy, CURLOPT_HEADERDATA, this);
    set(easy, CURLOPT_WRITEDATA, this);
    set(easy, CURLOPT_OPENSOCKETDATA, this);
    set(easy, CURLOPT_PREREQDATA, this);
}

/// libcurl prints headers character by character, those that it makes itself (CURLOPT_USERAGENT) even twice: a third of
/// its work for a small page. So they are few and short.
void Transfer::set_headers(const Request& request) {
    if (!options_.user_agent.empty()) headers_.add("User-Agent: " + options_.user_agent);
    headers_.add("Accept: " + (request.accept.empty() ? std::string(html_first) : request.accept));
    if (!request.accept_language.empty()) headers_.add("Accept-Language: " + request.accept_language);
    headers_.add("Accept-Encoding: " + std::string(offered_encodings));
    // Validators came from the server: one that does not fit into a header line is none.
    const auto& [etag, last_modified] = request.validators;
    if (!etag.empty() && !has_control(etag)) headers_.add("If-None-Match: " + etag);
    if (!last_modified.empty() && !has_control(last_modified)) headers_.add("If-Modified-Since: " + last_modified);
    set(easy_.get(), CURLOPT_HTTPHEADER, headers_.get());
    set(easy_.get(), CURLOPT_COOKIE, request.cookies.empty() ? nullptr : request.cookies.c_str());
}

asio::awaitable<void> Transfer::run() {
    curl_->start(*this);
    while (!over_) {
        co_await bell_.wait();
        if (!bell_.rung()) {
            give_up(Errc::stopped, "cancelled");
            co_return;
        }
        bell_.reset();
        while (is_behind_ && !failure_) {
            decode_behind();
            co_await asio::post(curl_->context(), asio::use_awaitable);  // other hosts' turn
        }
        if (over_) continue;
        // What libcurl has held back comes to take_body() in here, and if that refuses it, nobody else is told.
        const auto code = curl_easy_pause(easy_.get(), CURLPAUSE_CONT);
        if (code == CURLE_OK) continue;
        code_ = code;
        leave();
    }
}

void Transfer::give_up(Errc code, const std::string& why) {
    note_failure(code, why);
    leave();
}

void Transfer::leave() {
    over_ = true;
    curl_->stop_transfer(*this);
    bell_.ring();
}

void Transfer::ended(CURLcode code) {
    code_ = code;
    over_ = true;
    bell_.ring();
}

void Transfer::tick(std::chrono::steady_clock::time_point now) {
    if (std::exchange(moved_, false))
        progress_ = now;
    else if (now - progress_ > options_.stall_timeout)
        give_up(Errc::timeout, "stalled: nothing received for " + in_seconds(options_.stall_timeout));
}

void Transfer::note_failure(Errc code, const std::string& why) {
    if (!failure_) failure_ = Error{code, subject_ + ": " + why};
}

// --- what libcurl calls ----------------------------------------------------------------------------------------------

std::size_t Transfer::on_header(char* data, std::size_t size, std::size_t count, void* self) noexcept {
    return static_cast<Transfer*>(self)->take_header({data, size * count}) ? size * count : 0;
}

std::size_t Transfer::on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept {
    return static_cast<Transfer*>(self)->take_body({data, size * count});
}

curl_socket_t Transfer::on_open(void* self, curlsocktype, curl_sockaddr* address) noexcept {
    auto& transfer = *static_cast<Transfer*>(self);
    if (!transfer.may_connect(Address::from(address->addr))) return CURL_SOCKET_BAD;
    const int fd = ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
    if (fd < 0)
        transfer.no_socket_ = std::string("no socket: ") + std::strerror(errno);
    else
        transfer.curl_->opened(fd);
    return fd < 0 ? CURL_SOCKET_BAD : fd;
}

/// Runs before every request, on a reused connection too, and before the one that libcurl makes by itself when a reused
/// connection ends without an answer. That one is refused: the server may have seen the first, and whoever counts its
/// rest has not been asked.
int Transfer::on_request(void* self, char* address, char*, int, int) noexcept {
    auto& transfer = *static_cast<Transfer*>(self);
    if (std::exchange(transfer.asked_, true)) {
        transfer.note_failure(Errc::unanswered, "the kept connection ended before the answer");
        return CURL_PREREQFUNC_ABORT;
    }
    transfer.moved_ = true;
    transfer.address_ = address;
    return transfer.may_connect(Address::parse(address)) ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

bool Transfer::may_connect(const std::optional<Address>& address) {
    if (by_proxy_) return true;  // the proxy is the operator's choice, and what lies behind it its business
    const auto reason = address ? refused(*address, options_.allow) : "an unknown kind of address";
    if (!reason) return true;
    refused_ = true;
    no_socket_ = "refused address " + (address ? address->str() : std::string()) + " (" + std::string(*reason) + ")";
    return false;
}

bool Transfer::take_header(std::string_view line) {
    moved_ = true;
    const auto read = head_.add_line(line);
    if (!read) {
        note_failure(read.error().code, read.error().what);
        return false;
    }
    if (!head_.finished() || decoder_) return true;
    const bool has_body = head_.status() != 204 && head_.status() != 304;
    if (has_body && head_.content_length() > max_body_ && !truncate_) {
        note_failure(Errc::too_large, "a body of " + std::to_string(*head_.content_length()) + " bytes, more than " +
                                          std::to_string(max_body_));
        return false;
    }
    auto decoder = BodyDecoder::create(head_.content_encoding());
    if (!decoder) {
        note_failure(decoder.error().code, decoder.error().what);
        return false;
    }
    decoder_ = std::move(*decoder);
    // The length is a claim: believed for a page, not for a megabyte.
    if (has_body && decoder_->is_identity())
        body_.reserve(std::min<std::uint64_t>(head_.content_length().value_or(0), 1u << 20));
    return true;
}

std::size_t Transfer::take_body(std::string_view bytes) {
    if (is_behind_) return CURL_WRITEFUNC_PAUSE;  // it will come again
    moved_ = true;
    wire_bytes_ += bytes.size();
    if (!decoder_) {
        note_failure(Errc::connection, "a body without headers");
        return 0;
    }
    auto input = bytes;
    if (!decode(input)) return 0;
    is_behind_ = !input.empty() || decoder_->pending();
    if (is_behind_) {
        behind_ = input;
        bell_.ring();
    }
    return bytes.size();
}

/// One slice of work. False: no more is to be read. Either the body is truncated_, or it is not to be had, and failure_
/// says why.
bool Transfer::decode(std::string_view& input) {
    const auto room = std::min(decode_slice, max_body_ + 1 - body_.size());
    const auto step = decoder_->step(input, body_, room);
    if (!step)
        note_failure(step.error().code, step.error().what);
    else if (body_.size() > max_body_ && truncate_)
        truncated_ = true;
    else if (body_.size() > max_body_)
        note_failure(Errc::too_large, "a body of more than " + std::to_string(max_body_) + " bytes");
    else if (decoder_->produced() > expansion_grace &&
             (decoder_->produced() - expansion_grace) / options_.max_expansion > wire_bytes_)
        note_failure(Errc::too_large,
                     "a body that unpacks to more than " + std::to_string(options_.max_expansion) + " times its size");
    if (truncated_) body_.resize(max_body_);
    return !failure_ && !truncated_;
}

void Transfer::decode_behind() {
    std::string_view input = behind_;
    if (!decode(input)) return leave();
    behind_.erase(0, behind_.size() - input.size());
    is_behind_ = !behind_.empty() || decoder_->pending();
    moved_ = true;
}

// --- how it ended ----------------------------------------------------------------------------------------------------

Result<Response> Transfer::result() {
    if (failure_) return fail(*failure_);
    if (!truncated_) {
        if (code_ != CURLE_OK) return fail(explain());
        if (const auto checked = whole(); !checked) return fail(checked.error());
    }
    Response response;
    response.status = head_.status();
    response.url = url_;
    response.headers = head_.take_headers();
    response.body = std::move(body_);
    response.address = std::move(address_);
    response.wire_bytes = wire_bytes_;
    response.truncated = truncated_;
    return response;
}

/// Transfer, decoder and length must agree: libcurl alone would pass a gzip body that was cut short.
Result<void> Transfer::whole() const {
    if (!head_.finished()) return fail(Errc::connection, subject_ + ": the connection ended before the answer");
    if (head_.status() == 204 || head_.status() == 304) return {};
    if (head_.content_length() && *head_.content_length() != wire_bytes_)
        return fail(Errc::connection, subject_ + ": a body of " + std::to_string(wire_bytes_) +
                                          " bytes, announced as " + std::to_string(*head_.content_length()));
    if (!decoder_->complete())
        return fail(Errc::connection, subject_ + ": cut short: the " + head_.content_encoding() + " body has no end");
    return {};
}

Error Transfer::explain_timeout() const {
    const auto time_of = [this](CURLINFO phase) {
        curl_off_t microseconds = 0;
        curl_easy_getinfo(easy_.get(), phase, &microseconds);
        return microseconds;
    };
    const auto total = in_seconds(total_timeout_);
    if (head_.finished())
        return {Errc::timeout, subject_ + ": not complete after " + total + " (" + std::to_string(wire_bytes_) +
                                   " bytes of the body are here)"};
    if (time_of(CURLINFO_PRETRANSFER_TIME_T) > 0) return {Errc::timeout, subject_ + ": no answer within " + total};
    const auto limit = in_seconds(std::min(options_.connect_timeout, total_timeout_));
    if (time_of(CURLINFO_CONNECT_TIME_T) > 0)
        return {Errc::timeout, subject_ + ": TLS handshake not complete within " + limit};
    return {Errc::timeout, subject_ + ": no connection within " + limit};
}

Error Transfer::explain() const {
    const auto says = subject_ + ": " + (*curl_says_ ? curl_says_ : curl_easy_strerror(code_));
    switch (code_) {
        case CURLE_OPERATION_TIMEDOUT:
            return explain_timeout();
        case CURLE_COULDNT_CONNECT:
        case CURLE_ABORTED_BY_CALLBACK:
            if (!no_socket_.empty())
                return {refused_ ? Errc::refused_address : Errc::connection, subject_ + ": " + no_socket_};
            return {Errc::connection, says};
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
            return {Errc::dns, says};
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
        case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        case CURLE_USE_SSL_FAILED:
            return {Errc::tls, says};
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
            // The same code stands for an answer that is not HTTP.
            return {head_.status() == 0 && address_.empty() ? Errc::invalid : Errc::connection, says};
        case CURLE_PARTIAL_FILE:
            return {Errc::connection, subject_ + ": cut short after " + std::to_string(wire_bytes_) + " bytes"};
        case CURLE_OUT_OF_MEMORY:
            if (!address_.empty())
                return {Errc::too_large, subject_ + ": oversized headers"};  // libcurl's 300 KB limit
            return {Errc::connection, says};
        default:
            return {Errc::connection, says};
    }
}

}  // namespace winnow::net
