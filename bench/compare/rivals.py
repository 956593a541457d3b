"""One rival over the files named on standard input, in one process:  rivals.py NAME;  rivals.py --have NAME

What it finds is thrown away: here only its time is of interest. A page that upsets a rival counts as done.
"""
import contextlib
import importlib
import io
import logging
import os
import sys


def trafilatura():
    from trafilatura import bare_extraction

    return lambda html: bare_extraction(html, with_metadata=True)


def readability():
    from readability import Document

    def read(html):
        document = Document(html)
        return document.short_title(), document.summary()

    return read


def justext():
    from justext import get_stoplist, justext as classify

    words = get_stoplist("English")
    return lambda html: [p.text for p in classify(html, words) if not p.is_boilerplate]


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    return lambda html: extract_plain_text(bytes_to_str(html, detect_encoding(html)), main_content=True)


def newspaper():
    from newspaper import Article, Config

    config = Config()
    config.fetch_images = False  # else it fetches every picture of the page to choose the largest

    def read(html):
        article = Article("https://example.com/story", config=config)
        article.download(input_html=html.decode("utf-8", "replace"))
        article.parse()
        return article.text

    return read


def goose3():
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})
    return lambda html: goose.extract(raw_html=html.decode("utf-8", "replace")).cleaned_text


RIVALS = {f.__name__: f for f in (trafilatura, readability, justext, resiliparse, newspaper, goose3)}


def main():
    if sys.argv[1] == "--have":
        with contextlib.redirect_stderr(io.StringIO()):
            module = importlib.import_module(sys.argv[2])
        print(getattr(module, "__version__", "installed"))
        return
    logging.disable(logging.CRITICAL)
    read = RIVALS[sys.argv[1]]()
    failed = pages = 0
    for name in sys.stdin:
        with open(name.rstrip("\n"), "rb") as file:
            html = file.read()
        pages += 1
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                read(html)
        except Exception:  # whatever a page of the web does to it
            failed += 1
    print("%d pages, %d failed" % (pages, failed))


if __name__ == "__main__":
    main()
