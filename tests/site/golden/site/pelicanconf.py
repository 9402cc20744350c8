"""Settings of the golden site. Everything in it is invented and speaks of nobody."""

SITENAME = "Golden checks"
SITEURL = "https://golden.example/checks"
FACTCHECK_TAG_AUTHORITY = "golden.example,2026"
FACTCHECK_REPORT_URL = "https://golden.example/report?from=site&kind=error"
