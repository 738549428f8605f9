"""A session with `declc lsp` through the client of pygls, whose types lsprotocol makes from Microsoft's own description of
the protocol: an answer of another shape raises.

lsp.py DECLC INPUT [BYTES]: opens the longest text of the folder INPUT, types into it, and asks for everything at many
places; with BYTES, a text of that length, to which paragraphs of its own are added, numbered on. It says how long the
findings took after a letter was typed: the median of some.
"""

import asyncio
import itertools
import pathlib
import re
import statistics
import sys
import time

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

WAIT = 30
LETTERS = 9
NUMBERED = re.compile(r"(\d+)(\\?[.．]\s*\D)")


class Session:
    def __init__(self):
        self.client = LanguageClient("declc-conformance", "1")
        self.published = asyncio.Queue()
        self.answers = 0
        self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda told: self.published.put_nowait(told))

    async def findings(self, version):
        """The findings of a state, which come without being asked for."""
        while True:
            told = await asyncio.wait_for(self.published.get(), WAIT)
            if told.version == version:
                return told.diagnostics

    async def ask(self, method, params):
        answer = await asyncio.wait_for(getattr(self.client, method)(params), WAIT)
        self.answers += 1
        return answer


def offers(result):
    offered = result.capabilities
    assert offered.position_encoding == lsp.PositionEncodingKind.Utf16
    assert offered.text_document_sync.change == lsp.TextDocumentSyncKind.Incremental
    for provider in ("hover", "definition", "references", "document_symbol", "folding_range", "code_action"):
        assert getattr(offered, f"{provider}_provider"), provider


def flat(symbols):
    for symbol in symbols:
        assert symbol.range.start <= symbol.selection_range.start, symbol.name
        assert symbol.selection_range.end <= symbol.range.end, symbol.name
        yield symbol
        yield from flat(symbol.children)


def grown(text, size):
    """The text with so many bytes: its long paragraphs without a note follow its last one, numbered on."""
    lines = text.split("\n")
    long = [row for row, line in enumerate(lines) if NUMBERED.match(line) and len(line) > 40]
    last = long[-1]
    number = int(NUMBERED.match(lines[last]).group(1))
    plain = [lines[row] for row in long if not re.search("[⁰-⁹¹²³]", lines[row])]
    more, missing = [], size - len(text.encode())
    for line in itertools.cycle(plain):
        if missing <= 0:
            break
        number += 1
        more += ["", NUMBERED.sub(rf"{number}\2", line.rstrip("。；"), count=1) + f"，包括第{number}次报告；"]
        missing -= len(more[-1].encode()) + 2
    if more:
        lines[last] = lines[last].rstrip("。") + "；"
        more[-1] = more[-1].rstrip("；") + "。"
    return "\n".join(lines[: last + 1] + more + lines[last + 1 :])


async def session(declc, path, size):
    text = grown(path.read_text(encoding="utf-8"), size)
    uri, lines = path.resolve().as_uri(), text.split("\n")
    client = Session()
    await client.client.start_io(declc, "lsp")
    capabilities = lsp.ClientCapabilities(
        general=lsp.GeneralClientCapabilities(position_encodings=[lsp.PositionEncodingKind.Utf16])
    )
    offers(await client.ask("initialize_async", lsp.InitializeParams(capabilities=capabilities)))
    client.client.initialized(lsp.InitializedParams())
    item = lsp.TextDocumentItem(uri=uri, language_id="plaintext", version=1, text=text)
    client.client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))
    before = await client.findings(1)
    assert all(found.source == "declc" and found.code for found in before)

    document = lsp.TextDocumentIdentifier(uri=uri)
    symbols = await client.ask("text_document_document_symbol_async", lsp.DocumentSymbolParams(text_document=document))
    assert len(list(flat(symbols))) > 150, "the tree of a long resolution"
    folds = await client.ask("text_document_folding_range_async", lsp.FoldingRangeParams(text_document=document))
    assert all(fold.start_line < fold.end_line for fold in folds)

    call = next((row, line.index("⁸")) for row, line in enumerate(lines) if "⁸" in line)
    note = next(row for row, line in enumerate(lines) if line.startswith("⁸"))
    place = {"text_document": document, "position": lsp.Position(*call)}
    found = await client.ask("text_document_definition_async", lsp.DefinitionParams(**place))
    assert [location.range.start.line for location in found] == [note], found
    hover = await client.ask("text_document_hover_async", lsp.HoverParams(**place))
    assert lines[note].split(" ", 1)[1] in hover.contents.value, hover
    for row in range(0, len(lines), 5):
        position = lsp.Position(row, len(lines[row]) // 2)
        place = {"text_document": document, "position": position}
        await client.ask("text_document_hover_async", lsp.HoverParams(**place))
        await client.ask("text_document_definition_async", lsp.DefinitionParams(**place))
        context = lsp.ReferenceContext(include_declaration=True)
        await client.ask("text_document_references_async", lsp.ReferenceParams(context=context, **place))
        span = lsp.Range(lsp.Position(row, 0), position)
        context = lsp.CodeActionContext(diagnostics=[])
        await client.ask(
            "text_document_code_action_async",
            lsp.CodeActionParams(text_document=document, range=span, context=context),
        )

    # The note is deleted in one edit: its call is left alone, and the client is told.
    async def changed(version, span, new):
        change = lsp.TextDocumentContentChangePartial(range=span, text=new)
        identifier = lsp.VersionedTextDocumentIdentifier(uri=uri, version=version)
        client.client.text_document_did_change(lsp.DidChangeTextDocumentParams(identifier, [change]))
        return await client.findings(version)

    after = await changed(2, lsp.Range(lsp.Position(note, 0), lsp.Position(note + 1, 0)), "")
    lone = [found for found in after if found.code == "DC401" and found.range.start == lsp.Position(*call)]
    assert lone, [found.message for found in after]

    times = []
    place = lsp.Position(call[0], 1)
    for version in range(3, 3 + LETTERS):
        started = time.perf_counter()
        await changed(version, lsp.Range(place, place), "的")
        times.append(time.perf_counter() - started)

    await client.ask("shutdown_async", None)
    client.client.exit(None)
    await asyncio.wait_for(client.client._server.wait(), WAIT)
    assert client.client._server.returncode == 0
    await client.client.stop()
    typed = statistics.median(times) * 1000
    print(
        f"{client.answers} answers have their shape; findings {typed:.0f} ms after a letter in {len(text.encode())} bytes, "
        "with what the client takes to read them"
    )


def main():
    declc, folder, *size = sys.argv[1:]
    longest = max(pathlib.Path(folder).glob("*.txt"), key=lambda path: path.stat().st_size)
    asyncio.run(session(declc, longest, int(size[0]) if size else 0))


main()
