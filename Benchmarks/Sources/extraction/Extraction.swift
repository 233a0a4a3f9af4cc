import Foundation
import SalesCore

/// Reads every page of a list twice, as much as the answer needs and everything, and says where the answers differ and
/// what each way costs.
///
/// The list on standard input has a line a page: its URL, a tab, its file. Prints one JSON line for the list; with
/// `--each` also one for each page before. Exits 1 where an answer differs.
@main
struct ExtractionBenchmark {
    static func main() throws {
        var pages: [(url: PageURL?, file: String, body: [UInt8])] = []
        while let line = readLine() {
            let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
            guard parts.count == 2, let body = FileManager.default.contents(atPath: parts[1]) else { continue }
            pages.append((try? PageURL(parts[0]), parts[1], [UInt8](body)))
        }
        let showsEach = CommandLine.arguments.contains("--each")
        var alone = 0
        var differing: [String] = []
        var cost = (enough: 0.0, all: 0.0)
        for page in pages {
            let content = PageContent(body: page.body, url: page.url)
            let enough = timed(&cost.enough) { Extractor.read(content, evidence: .enough) }
            let all = timed(&cost.all) { Extractor.read(content) }
            if enough.evidence == .enough { alone += 1 }
            if answer(enough) != answer(all) { differing.append("\(page.file): \(answer(enough)) | \(answer(all))") }
            if showsEach {
                try show([
                    "file": page.file, "evidence": enough.evidence.rawValue,
                    "answer": answer(enough).joined(separator: " · "),
                ])
            }
        }
        let count = Double(max(pages.count, 1))
        try show([
            "pages": pages.count, "answered_by_data_alone": alone, "differing": differing,
            "cpu_ms_per_page": ["enough": cost.enough * 1_000 / count, "all": cost.all * 1_000 / count],
        ])
        if !differing.isEmpty || pages.isEmpty { exit(1) }
    }

    /// All that a tracker acts on.
    private static func answer(_ extraction: Extraction) -> [String] {
        let offer = extraction.reading.offer
        return [
            extraction.reading.outcome.rawValue, offer?.price.description ?? extraction.unresolved?.amount ?? "-",
            offer?.listPrice?.description ?? "-", extraction.availability.rawValue, extraction.kind.rawValue,
            offer?.name ?? extraction.name ?? "-", extraction.image?.absoluteString ?? "-",
        ]
    }

    /// The best of a few runs, in seconds of CPU time.
    private static func timed(_ total: inout Double, _ read: () -> Extraction) -> Extraction {
        var best = Double.infinity
        var extraction = read()
        for _ in 0..<3 {
            let start = clock()
            extraction = read()
            best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
        }
        total += best
        return extraction
    }

    private static func show(_ object: [String: Any]) throws {
        let data = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        print(String(decoding: data, as: UTF8.self))
    }
}
