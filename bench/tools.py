"""The programs that are measured: how each is given a site, run, and made to build it again."""

from __future__ import annotations

import re
import shutil
import sys
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any

import to_go
import to_javascript
import to_python
from content import EMBEDDED, TEMPLATES, as_json, flat, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from content import Content
    from theme_tree import Template

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
PEERS = HERE / "peers"
PYTHON = HERE / ".venv" / "bin" / "python"
ELEVENTY = HERE / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
# Where a template edit goes: all engines have these letters in their template of a claim's page.
_ARTICLE = re.compile(r'<article class=\\?"claim\\?"( data-edit=\\?"\d+\\?")?')


class Site:
    """A made-up site of so many claims, and the content that the peers are given of it."""

    def __init__(self, folder: Path, size: int, content: Content, theme: Path) -> None:
        self.folder, self.size, self.content, self.theme = folder, size, content, theme
        read = content.theme(theme / "templates")
        self.templates: list[Template] = [read.template(name) for name in TEMPLATES]
        self.claim_id = f"claim-{size // 2:06}"
        claim = content.claim(self.claim_id)
        self.record: str = claim["record"]
        view = claim["view"]
        self.claim_title: str = view["title"]
        self.source_id: str = view["quote"]["source"]["href"].split("/")[2]
        self.source_title: str = content.page(f"sources/{self.source_id}/")["view"]["title"]


class Tool(ABC):
    """A program with a folder of its own: ``out`` is what it writes, ``kept`` what it keeps between runs."""

    name: str
    builds = True  # False: it is given what ours wrote.
    is_floor = False  # True: measured cold alone.
    by_default = True

    def __init__(self, root: Path, site: Site) -> None:
        self.work, self.site = root / self.name, site
        self.out = self.work / "out"
        self.said = {"claim": site.claim_title, "source": site.source_title}

    @classmethod
    def missing(cls) -> str | None:
        """Say what is not there that the program needs."""
        return None

    @abstractmethod
    def prepare(self) -> None:
        """Write what the program is given."""

    @property
    @abstractmethod
    def command(self) -> list[str]:
        """What is run."""

    def files(self) -> dict[str, tuple[Path, ...]]:
        """Return the files that are edited for each scene: ``claim``, ``source``, ``template``; none of a floor."""
        return {}

    def kept(self) -> list[Path]:
        """Return what is put away before a cold build."""
        return [self.out]

    def edit(self, scene: str, number: int) -> Callable[[], bool]:
        """Change files; return how to see that the change arrived."""
        mark = f"Edit {number} of a {scene}, made to see what it costs"
        if scene == "template":
            mark = f'data-edit="{number}"'
        for file in self.files()[scene]:
            text = file.read_text(encoding="utf-8")
            changed = _marked(text, mark) if scene == "template" else text.replace(self.said[scene], mark)
            assert changed != text, file
            file.write_text(changed, encoding="utf-8", newline="")
        self.said[scene] = mark
        path = f"sources/{self.site.source_id}" if scene == "source" else f"claims/{self.site.claim_id}"
        return lambda: mark in (self.out / path / "index.html").read_text(encoding="utf-8")


class Factcheck(Tool):
    """Our program, from records to the checked output."""

    name = "factcheck"

    def prepare(self) -> None:
        """Copy the site, and the theme into it, so that its templates can be edited."""
        shutil.copytree(self.site.folder, self.work / "site")
        shutil.copytree(self.site.theme, self.work / "site" / "theme")
        with (self.work / "site" / "pelicanconf.py").open("a") as settings:
            settings.write('THEME = "theme"\n')

    @property
    def command(self) -> list[str]:
        """Build through the command line, as an editor does."""
        program = str(Path(sys.executable).with_name("factcheck"))
        return [program, "build", "--site", str(self.work / "site"), "--output", str(self.out)]

    def files(self) -> dict[str, tuple[Path, ...]]:
        """Return records and a template."""
        site = self.work / "site"
        claim = next((site / "claims").glob(f"*/{self.site.claim_id}.yaml"))
        source = site / "seeds" / f"{self.site.source_id}.yaml"
        return {"claim": (claim,), "source": (source,), "template": (site / "theme" / "templates" / "bodies.html",)}

    def kept(self) -> list[Path]:
        """Return the output and whatever a build keeps beside it or in the site."""
        beside = [path for path in self.work.iterdir() if path.name != "site"]
        return [*beside, *(self.work / "site").glob(".factcheck*")]


class Hugo(Tool):
    """Hugo over pages with front matter."""

    name = "hugo"

    @classmethod
    def program(cls) -> Path | None:
        """Return the program itself; that of PyPI starts it through Python."""
        found = list(HERE.glob(".venv/lib/python3*/site-packages/hugo/binaries/hugo*"))
        on_path = shutil.which("hugo")
        return found[0] if found else Path(on_path) if on_path else None

    @classmethod
    def missing(cls) -> str | None:
        """Say whether there is no Hugo."""
        return None if cls.program() else "no hugo in bench/.venv nor on the path"

    def prepare(self) -> None:
        """Write pages with their front matter, layouts and the static files."""
        content = self.site.content
        for path, text in to_go.layouts(self.site.templates, EMBEDDED).items():
            write(self.work, f"layouts/{path}", text)
        write(self.work, "hugo.toml", (PEERS / "hugo.toml").read_text())
        write(self.work, "data/site.json", as_json(content.site))
        for file in content.files():
            write(self.work, f"data/files/{flat(file['path'])}.json", as_json(_printed(**file)))
        for claim in content.claims():
            write(self.work, f"content/claims/{claim['id']}.md", hugo_claim(claim))
        for page in content.pages():
            name = f"pages/{flat(page['path'])}.md" if page["path"] else "_index.md"
            write(self.work, f"content/{name}", hugo_page(page))
        shutil.copytree(self.site.theme / "static", self.work / "static" / "theme")

    @property
    def command(self) -> list[str]:
        """Build without a server."""
        folders = ["--source", str(self.work), "--destination", str(self.out), "--cacheDir", str(self.work / "cache")]
        return [str(self.program()), "--quiet", *folders]

    def files(self) -> dict[str, tuple[Path, ...]]:
        """Return pages and a layout."""
        return {
            "claim": (self.work / "content" / "claims" / f"{self.site.claim_id}.md",),
            "source": (self.work / "content" / "pages" / f"sources--{self.site.source_id}.md",),
            "template": (self.work / "layouts" / to_go.MACROS,),
        }


class HugoAdapter(Hugo):
    """Hugo over data, from which content adapters make the pages."""

    name = "hugo-adapter"
    by_default = False

    def prepare(self) -> None:
        """Write data and adapters in the place of pages."""
        super().prepare()
        content = self.site.content
        for folder in ("claims", "pages"):
            shutil.rmtree(self.work / "content" / folder)
            write(self.work, f"content/{folder}/_content.gotmpl", (PEERS / f"adapter-{folder}.gotmpl").read_text())
        for claim in content.claims():
            write(self.work, f"data/claims/{claim['id']}.json", as_json({**claim, "files": _files_of(claim)}))
        shutil.copytree(content.folder / "pages", self.work / "data" / "pages")
        (self.work / "data" / "pages" / "home.json").unlink()

    def files(self) -> dict[str, tuple[Path, ...]]:
        """Return data and a layout."""
        return _json_files(self, f"layouts/{to_go.MACROS}", "data")


class Eleventy(Tool):
    """Eleventy with JavaScript templates and its data outside the cascade; other files are written behind it."""

    name = "eleventy"

    @classmethod
    def missing(cls) -> str | None:
        """Say whether there is no Node or no Eleventy."""
        if not shutil.which("node"):
            return "no node on the path"
        return None if ELEVENTY.is_file() else "no @11ty/eleventy in bench/node_modules"

    def prepare(self) -> None:
        """Write records, JSON, the module of the theme and the static files."""
        shutil.copytree(self.site.folder / "claims", self.work / "claims")
        (self.work / "node_modules").symlink_to(ELEVENTY.parents[2])
        shutil.copytree(self.site.content.folder, self.work / "content")
        write(self.work, "theme.js", to_javascript.module(self.site.templates))
        write(self.work, "package.json", '{ "type": "module" }\n')
        write(self.work, "eleventy.config.js", (PEERS / "eleventy" / "eleventy.config.js").read_text())
        write(self.work, "src/pages.11ty.js", (PEERS / "eleventy" / "pages.11ty.js").read_text())
        shutil.copytree(self.site.theme / "static", self.work / "static" / "theme")

    @property
    def command(self) -> list[str]:
        """Build without a server."""
        return ["node", str(ELEVENTY), "--quiet", f"--output={self.out}"]

    def files(self) -> dict[str, tuple[Path, ...]]:
        """Return JSON, that of a claim with its record, and the module of the theme."""
        found = _json_files(self, "theme.js")
        record = self.work / "claims" / self.site.record
        return {**found, "claim": (record, *found["claim"])}


class EleventyPages(Eleventy):
    """The same without any file that is no page."""

    name = "eleventy-pages"
    by_default = False
    is_floor = True

    def prepare(self) -> None:
        """Write the same, and take away what other files hold."""
        super().prepare()
        shutil.rmtree(self.work / "content" / "files")
        (self.work / "content" / "files").mkdir()
        for claim in self.site.content.claims():
            write(self.work, f"content/claims/{claim['id']}.json", as_json({**claim, "files": {}}))


class Limit(Tool):
    """A bare script in one process: the floor of Python."""

    name = "limit-1"
    processes = 1
    is_floor = True

    @classmethod
    def missing(cls) -> str | None:
        """Say whether there is no Python for it."""
        return None if PYTHON.exists() else "no bench/.venv"

    def prepare(self) -> None:
        """Write JSON, the module of the theme and the static files."""
        shutil.copytree(self.site.content.folder, self.work / "content")
        write(self.work, "theme_made.py", to_python.module(self.site.templates))
        write(self.work, "limit.py", (PEERS / "limit.py").read_text())
        shutil.copytree(self.site.theme / "static", self.work / "static" / "theme")

    @property
    def command(self) -> list[str]:
        """Run the script."""
        folders = [str(self.work / "content"), str(self.work / "static"), str(self.out)]
        return [str(PYTHON), str(self.work / "limit.py"), *folders, str(self.processes)]


class Limit2(Limit):
    """The same in two processes."""

    name = "limit-2"
    processes = 2


class Pelican(Tool):
    """Plain Pelican: each claim is an article."""

    name = "pelican"

    def prepare(self) -> None:
        """Write an article for each claim, and a theme that shows it by the templates of ours."""
        for claim in self.site.content.claims():
            write(self.work, f"content/articles/{claim['id']}.md", pelican_article(claim))
        write(self.work, "site.json", as_json(self.site.content.site))
        write(self.work, "blog.py", (PEERS / "pelican" / "blog.py").read_text())
        shutil.copytree(self.site.theme, self.work / "theme")
        shutil.copytree(PEERS / "pelican" / "templates", self.work / "theme" / "templates", dirs_exist_ok=True)

    @property
    def command(self) -> list[str]:
        """Build with the Pelican that ours runs on."""
        return [sys.executable, "-m", "pelican", "-q", "--settings", "blog.py", "--output", str(self.out)]

    def files(self) -> dict[str, tuple[Path, ...]]:
        """Return an article and a template; a source has no page there."""
        article = self.work / "content" / "articles" / f"{self.site.claim_id}.md"
        return {"claim": (article,), "template": (self.work / "theme" / "templates" / "bodies.html",)}


class Copy(Tool):
    """Copying what ours wrote: the floor of the disk."""

    name = "cp"
    builds = False
    is_floor = True

    def prepare(self) -> None:
        """Need nothing."""
        self.work.mkdir(parents=True)

    @property
    def command(self) -> list[str]:
        """Copy."""
        return ["cp", "-r", str(self.work.parent / Factcheck.name / "out"), str(self.out)]


TOOLS: tuple[type[Tool], ...] = (
    Factcheck, Hugo, HugoAdapter, Eleventy, EleventyPages, Pelican, Limit, Limit2, Copy,
)  # fmt: skip


def _marked(text: str, mark: str) -> str:
    """Return a template with an attribute in its article, in the place of an earlier one."""
    quoted = mark.replace('"', '\\"') if '<article class=\\"' in text else mark
    return _ARTICLE.sub(lambda m: f"{m[0].removesuffix(m[1] or '')} {quoted}", text)


def hugo_claim(claim: dict[str, Any]) -> str:
    """Return the page of a claim with its front matter."""
    own = {key: claim[key] for key in ("view", "card", "embed")} | {"files": _files_of(claim)}
    head = {"title": claim["view"]["title"], "url": f"/{claim['path']}", "layout": "show-claim"}
    return as_json({**head, "outputs": ["html", "embed"], "params": own}) + "\n"


def _files_of(claim: dict[str, Any]) -> list[dict[str, str]]:
    return [_printed(path, value) for path, value in claim["files"].items()]


def _printed(path: str, value: Any) -> dict[str, str]:
    """Return a file with what is written in it. Hugo would change the names in JSON that stands in front matter."""
    return {"path": path, "text": value if isinstance(value, str) else as_json(value) + "\n"}


def hugo_page(page: dict[str, Any]) -> str:
    """Return another page with its front matter."""
    head = {"url": f"/{page['path']}", "layout": f"show-{page['template']}"} if page["path"] else {}
    return as_json({"title": page["view"]["frame"]["title"], **head, "params": {"view": page["view"]}}) + "\n"


def pelican_article(claim: dict[str, Any]) -> str:
    """Return a claim as an article: lines of metadata, and no text."""
    view, card = as_json(claim["view"]), as_json(claim["card"])
    head = {"Title": claim["view"]["title"], "Date": claim["view"]["published_datetime"], "Slug": claim["id"]}
    topics = ", ".join(topic["text"].lower() for topic in claim["view"].get("topics", ()))
    head |= {"Tags": topics, "View": view, "Card": card}
    return "".join(f"{name}: {value}\n" for name, value in head.items()) + "\n"


def _json_files(tool: Tool, template: str, folder: str = "content") -> dict[str, tuple[Path, ...]]:
    content = tool.work / folder
    return {
        "claim": (content / "claims" / f"{tool.site.claim_id}.json",),
        "source": (content / "pages" / f"sources--{tool.site.source_id}.json",),
        "template": (tool.work / template,),
    }
