import ArgumentParser
import SalesCore

/// `salesctl archive import`.
struct ArchiveImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring what is in an archive into this store: the archive of one that was lost.",
        discussion: """
            Prices, products and their websites come back, each row once: after a stop, run it again. Nobody follows a \
            product that is made so, and none is checked because of it. People and their rules are in no archive. The \
            archive stays as it is, and this store gets another place for its own.
            Examples:
              salesctl archive import --from file:/srv/prices --dry-run
              salesctl archive import --from s3://my-bucket/prices
            """
    )

    @Option(name: .long, help: ArgumentHelp("Where that archive is: \(ArchivePlace.help)", valueName: "place"))
    var from: String

    @OptionGroup(title: "Which days") var days: ArchivedDays

    @Flag(name: .long, help: "Say what there is, by its manifests, and change nothing.")
    var dryRun = false

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        try await Session.run(options, use: dryRun ? .reading : .changing) { session in
            try await session.withArchive(at: from, by: "--from") { archive in
                let result: PriceArchive.TakeOver
                if dryRun {
                    result = try await archive.toTakeOver(days.range)
                } else {
                    let (range, canonical) = (days.range, session.canonicalURL)
                    result = try await session.untilInterrupted {
                        try await archive.takeOver(range, canonical: canonical)
                    }
                }
                guard result.isSomething else {
                    throw CommandFailure(.notFound, "There is nothing of an archive there\(days.words).")
                }
                try show(result, session)
                guard result.faults.isEmpty else {
                    let count = CountedNoun.text(result.faults.count, "fault")
                    let rest = dryRun ? "what is whole can be taken over" : "what is whole was taken over"
                    throw CommandFailure(.badData, "That archive has \(count); \(rest).")
                }
            }
        }
    }

    private func show(_ result: PriceArchive.TakeOver, _ session: Session) throws {
        switch session.format {
        case .json: try session.json(TakeOverJSON(result, isProspect: dryRun))
        case .table:
            for fault in result.faults { session.terminal.out(PlainText.safe(fault)) }
            for line in dryRun ? result.prospectWords : result.words { session.terminal.out(line) }
        }
    }
}

extension Session {
    /// The URL by which this installation knows the page of one that another knew.
    fileprivate var canonicalURL: @Sendable (PageURL) -> PageURL {
        { [tracker] url in (try? tracker.canonicalURL(url.absoluteString)) ?? url }
    }
}

extension PriceArchive.TakeOver {
    /// Whether there was anything of an archive.
    fileprivate var isSomething: Bool { days > 0 || !ownDays.isEmpty || namelessRows > 0 || !faults.isEmpty }

    /// What there would be to do, in lines.
    fileprivate var prospectWords: [String] {
        let products = CountedNoun.text(products, "product")
        let prices = CountedNoun.text(rows, "price")
        var lines = ["There are \(prices) of \(CountedNoun.text(days, "day")) and \(products)."]
        if !ownDays.isEmpty { lines.append(ownWords("would be")) }
        return lines
    }

    /// What was done, in lines.
    fileprivate var words: [String] {
        var lines = [
            """
            Taken over: \(CountedNoun.text(products, "product")), \(newProducts) of them new, and \
            \(CountedNoun.text(rows, "price")) of \(CountedNoun.text(days, "day")), \(newRows) of them new.
            """
        ]
        if mergedProducts > 0 {
            let count = CountedNoun.text(mergedProducts, "product")
            lines.append("Joined, as their URLs are one here: \(count) with another of the archive.")
        }
        if namelessRows > 0 {
            let theirs = CountedNoun.text(namelessProducts, "product")
            let prices = CountedNoun.text(namelessRows, "price")
            lines.append("Left out: \(prices) of \(theirs) that no snapshot of the archive names.")
        }
        if passedOverRows > 0 { lines.append(ownWords("were")) }
        if newProducts > 0 {
            lines.append("`salesctl list --all` shows the products; `salesctl track URL` follows one again.")
        }
        return lines
    }

    private func ownWords(_ verb: String) -> String {
        let first = ownDays.prefix(Self.shownDays).map(\.description).joined(separator: ", ")
        let more = ownDays.count > Self.shownDays ? " and \(ownDays.count - Self.shownDays) more" : ""
        return """
            Days that this store has archived itself \(verb) passed over: \(first)\(more). Bring such a day back with \
            `salesctl archive restore --day DAY` first, and run this again.
            """
    }

    /// As many days as are named one by one.
    private static let shownDays = 5
}

/// What was taken over, for programs.
private struct TakeOverJSON: Encodable {
    let days: Int
    let rows: Int
    let newRows: Int?
    let products: Int
    let newProducts: Int?
    let mergedProducts: Int?
    let ownDays: [String]
    let passedOverRows: Int?
    let namelessProducts: Int?
    let namelessRows: Int?
    let faults: [String]

    init(_ result: PriceArchive.TakeOver, isProspect: Bool) {
        days = result.days
        rows = result.rows
        products = result.products
        ownDays = result.ownDays.map(\.description)
        faults = result.faults
        newRows = isProspect ? nil : result.newRows
        newProducts = isProspect ? nil : result.newProducts
        mergedProducts = isProspect ? nil : result.mergedProducts
        passedOverRows = isProspect ? nil : result.passedOverRows
        namelessProducts = isProspect ? nil : result.namelessProducts
        namelessRows = isProspect ? nil : result.namelessRows
    }
}
