import ArgumentParser
import Foundation
import SalesCore

/// `salesctl websites`: what is known of websites and platforms.
struct Websites: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the websites and platforms that are known, and how each is read.",
        discussion: """
            Those of the configuration (websites.NAME) come first. `salesctl extract URL` shows one at work.
            Examples:
              salesctl websites
              salesctl websites --format json
            """
    )

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        let terminal = Terminal(noColour: options.noColor)
        try await Session.report(on: terminal) {
            let all = try await AppSettings.judged(options: options).adapters.all.map { WebsiteJSON($0.about) }
            switch options.format {
            case .json: try terminal.data(try JSONOutput.text(all))
            case .table: for website in all { website.lines(on: terminal).forEach(terminal.out) }
            }
        }
    }
}

/// An adapter for programs.
private struct WebsiteJSON: Encodable {
    let name: String
    let title: String
    let serves: String
    let interface: String
    let reads: [String]
    let requestsPerMinute: Int?
    let limit: String
    let verification: String
    let sources: [String]

    init(_ about: WebsiteAbout) {
        name = about.name
        title = about.title
        serves = about.serves
        interface = about.interface
        reads = about.reads
        requestsPerMinute = about.limits.values.map { Int($0.rate * 60) }.min()
        limit = about.limitSource
        verification = about.verification
        sources = about.sources
    }

    func lines(on terminal: Terminal) -> [String] {
        let rate = requestsPerMinute.map { "at most \($0) a minute: " } ?? ""
        let rows = [
            ("serves", serves), ("asks", interface), ("reads", reads.joined(separator: ", ")), ("limit", rate + limit),
            ("verified", verification),
        ]
        return [Style.bold("\(PlainText.safe(title)) (\(PlainText.safe(name)))", on: terminal)]
            + rows.map { "  \($0.0.padding(toLength: 10, withPad: " ", startingAt: 0))\(PlainText.safe($0.1))" }
    }
}
