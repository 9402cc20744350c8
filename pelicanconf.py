"""Settings of the demonstration site. Only settings: what they mean is in docs/settings.md."""

SITENAME = "Factcheck"
SITESUBTITLE = "Every claim with its quote, proven word for word in its source."
SITEURL = "https://factcheck.example"
DEFAULT_LANG = "en"
FACTCHECK_LANGUAGES = ["uk", "ar"]
TIMEZONE = "UTC"

# Claims and sources
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["factcheck"]
FACTCHECK_STALE_AFTER = 365
FACTCHECK_TAG_AUTHORITY = "factcheck.example,2026"
FACTCHECK_REPORT_URL = "mailto:corrections@factcheck.example"

# Our own pages
PATH = "content"
OUTPUT_PATH = "output"
PAGE_PATHS = ["pages"]
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
PAGE_LANG_URL = PAGE_URL
PAGE_LANG_SAVE_AS = PAGE_SAVE_AS
DRAFT_PAGE_SAVE_AS = ""
DRAFT_PAGE_LANG_SAVE_AS = ""
SLUGIFY_SOURCE = "basename"
STATIC_PATHS = []
THEME = "theme"
RELATIVE_URLS = True

# What a blog has and this site has not
ARTICLE_PATHS = []
DIRECT_TEMPLATES = []
AUTHOR_SAVE_AS = ""
CATEGORY_SAVE_AS = ""
TAG_SAVE_AS = ""
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
