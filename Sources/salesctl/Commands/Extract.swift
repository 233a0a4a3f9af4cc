import ArgumentParser
import Foundation
import SalesCore

/// `salesctl extract`: what would be read from a page, and why.
struct Extract: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what would be read from a page, and why.",
        discussion: """
            With a file no request is made; --url then says where the page came from, which helps to tell its currency. \
            With --text, JSON lines {id, text, currency_hint, decimal_hint} on standard input are read as price texts.
            Examples:
              salesctl extract https://shop.example/kettle
              salesctl extract page.html --url https://shop.example/kettle --format json
              salesctl extract https://shop.example/kettle --pin json:$.offers.price
              salesctl extract --text < prices.jsonl
            """
    )

    @Argument(help: "The page's address, or a saved page.", completion: .file())
    var page: String?

    @Option(name: .long, help: ArgumentHelp("Where a saved page came from.", valueName: "url"))
    var url: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Which of the page's prices is meant, as for track.", valueName: "pin")
    )
    var pin: String?

    @Flag(name: .long, help: "Read price texts from standard input instead of a page.")
    var text = false

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func validate() throws {
        guard text != (page != nil) else {
            throw ValidationError("Give a page's address or file, or --text, and not both.")
        }
    }

    func run() async throws {
        guard let page else { return try await readTexts() }
        let terminal = Terminal(noColour: options.noColor)
        let selection = try await selection(terminal)
        if page.lowercased().hasPrefix("http://") || page.lowercased().hasPrefix("https://") || page.contains("://") {
            return try await Session.run(options) { session in
                let look = await session.tracker.look(
                    at: try session.tracker.canonicalURL(page),
                    selection: selection
                )
                let extraction = look.extraction ?? Extraction(reading: look.reading, kind: .error)
                var shown = extraction
                shown.reading = look.reading
                try show(shown, url: look.url, format: session.format, terminal: session.terminal)
                if look.reading.outcome != .offer { throw ExitCode(session.exitStatus(of: look).rawValue) }
            }
        }
        try await Session.report(on: terminal) {
            var content = try saved(page)
            content.selection = selection
            let extraction = Extractor.read(content)
            try show(extraction, url: content.url, format: options.format, terminal: terminal)
            if extraction.reading.outcome != .offer { throw ExitCode(ExitStatus.noAnswer.rawValue) }
        }
    }

    private func selection(_ terminal: Terminal) async throws -> Selection {
        guard let pin else { return .page }
        var selection = Selection.page
        try await Session.report(on: terminal) { selection = try PinOption.selection(pin) }
        return selection
    }

    /// Larger files are refused; pages are cut at the same size when they are fetched.
    private static let maximumBytes = FetchLimits().bodyBytes

    private func saved(_ argument: String) throws -> PageContent {
        let path = try InputFile.path(argument)
        let data: Data
        do throws(InputFile.Failure) {
            data = try InputFile.beginning(of: path, bytes: Self.maximumBytes + 1)
        } catch {
            throw CommandFailure(
                error.status,
                "There is no file \(path) that can be read: \(error.words). An address begins with https://."
            )
        }
        guard data.count <= Self.maximumBytes else {
            throw CommandFailure(
                .badData,
                "\(path) is larger than the \(Self.maximumBytes) bytes that are read of a page."
            )
        }
        do {
            return PageContent(
                body: Array(data),
                url: try url.map { (text) throws(PageURL.Invalid) in try PageURL(text) }
            )
        } catch {
            throw CommandFailure(.usage, "--url: \(error)")
        }
    }

    private func show(_ extraction: Extraction, url: PageURL?, format: GlobalOptions.Format, terminal: Terminal) throws
    {
        switch format {
        case .json: try terminal.data(try JSONOutput.text(ExtractionReport(extraction, url: url)))
        case .table: for line in ExtractionWords.lines(extraction, terminal: terminal) { terminal.out(line) }
        }
    }

    private func readTexts() async throws {
        let terminal = Terminal(noColour: options.noColor)
        try await Session.report(on: terminal) {
            var number = 0
            let lines = try LineReader(file: nil)
            while let line = try lines.next() {
                number += 1
                guard !line.isEmpty else { continue }
                guard let question = try? JSONDecoder().decode(PriceTextQuestion.self, from: Data(line.utf8)) else {
                    throw CommandFailure(
                        .badData,
                        "Standard input line \(number) is no JSON object with “id” (a whole number) and “text”."
                    )
                }
                try terminal.data(try JSONOutput.text(question.answer, isPretty: false))
            }
        }
    }
}
