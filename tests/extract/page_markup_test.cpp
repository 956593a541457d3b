#include "extract/page_markup.h"

#include "catch.hpp"

using namespace winnow;
using namespace winnow::extract;

namespace {

html::Document document_of(const std::string& html) {
    return std::move(*html::Document::parse(html));
}

unsigned of(const MarkupWords& words, MarkupWord word) {
    return words[static_cast<std::size_t>(word)];
}

}  // namespace

TEST_CASE("Classes and ids are read word by word, however they are joined", "[page_markup]") {
    const auto document = document_of(
        "<body><div class='product-price'>1</div><div class=\"ProductPrice x1\">2</div><div "
        "id=add_to_cart_button>3</div>"
        "<div class='enterprise priceless'>4</div><p class=byline>5</p><a class='thread-title'>6</a></body>");
    const auto names = read_markup(document, 0, static_cast<html::NodeId>(document.nodes().size()), html::no_node);
    CHECK(of(names.page, MarkupWord::shop) == 3);
    CHECK(of(names.page, MarkupWord::story) == 1);
    CHECK(of(names.page, MarkupWord::forum) == 1);
    CHECK(names.own == names.page);
    const auto none = read_markup(document, 0, 0, html::no_node);
    CHECK(of(none.own, MarkupWord::shop) == 0);
    CHECK(of(none.page, MarkupWord::shop) == 3);
}

TEST_CASE("The elements around a text are counted apart, without the body", "[page_markup]") {
    const auto document = document_of(
        "<body class=forum><div class='thread'><div class='message-body'><p id=x>text</p></div><div "
        "class='message-body'>"
        "<p>other</p></div></div></body>");
    const auto text = document.by_id("x");
    REQUIRE(text);
    const auto names = read_markup(document, 0, 0, text.id());
    CHECK(of(names.around, MarkupWord::forum) == 2);
    CHECK(of(names.page, MarkupWord::forum) == 4);
    CHECK(of(read_markup(document, 0, 0, html::no_node).around, MarkupWord::forum) == 0);
}

TEST_CASE("An element counts once for each kind, and what has no name for none", "[page_markup]") {
    const auto document =
        document_of("<body><div class='cart cart-price' id=cart>1</div><div class='a'><b>2</b></div>");
    const auto names = read_markup(document, 0, static_cast<html::NodeId>(document.nodes().size()), html::no_node);
    CHECK(of(names.page, MarkupWord::shop) == 1);
    CHECK(of(names.page, MarkupWord::list) == 0);
}

TEST_CASE("The body's classes tell home pages, pages that are no posts, and products", "[page_markup]") {
    const auto body = [](const std::string& classes) {
        return read_markup(document_of("<body class='" + classes + "'><p>x</p></body>"), 0, 1, html::no_node);
    };
    CHECK(body("page-template page-id-12").body_page);
    CHECK(body("page page-id-12").body_page);
    CHECK_FALSE(body("single single-post postid-12").body_page);
    CHECK(body("home blog").body_home);
    CHECK_FALSE(body("homeland").body_home);
    CHECK(body("single-product woocommerce").body_shop);
    CHECK_FALSE(body("single-post").body_shop);
}

TEST_CASE("The generator tells what kind of programme made the page", "[page_markup]") {
    CHECK(read_generator("WordPress 6.4.2") == Generator::blog);
    CHECK(read_generator("WooCommerce 8.1") == Generator::shop);
    CHECK(read_generator("Joomla! - Open Source Content Management") == Generator::portal);
    CHECK(read_generator("Docutils 0.19: https://docutils.sourceforge.io/") == Generator::manual);
    CHECK(read_generator("Tilda") == Generator::builder);
    CHECK(read_generator("") == Generator::unknown);
}
