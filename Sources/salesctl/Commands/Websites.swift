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
            let all = try await AppSettings.judged(options: options).adapters.all.map(\.about)
            switch options.format {
            case .json: try terminal.data(try JSONOutput.text(all.map { WebsiteJSON($0) }))
            case .table: for website in all { website.lines(on: terminal).forEach(terminal.out) }
            }
        }
    }
}

extension WebsiteAbout {
    /// What is shown of it on a terminal.
    fileprivate func lines(on terminal: Terminal) -> [String] {
        let rate = WebsiteJSON(self).requestsPerMinute.map { "at most \($0) a minute: " } ?? ""
        let rows = [
            ("serves", serves), ("asks", interface), ("reads", reads.joined(separator: ", ")),
            ("limit", rate + limitSource), ("verified", verification),
        ]
        return [Style.bold("\(PlainText.safe(title)) (\(PlainText.safe(name)))", on: terminal)]
            + rows.map { "  \($0.0.padding(toLength: 10, withPad: " ", startingAt: 0))\(PlainText.safe($0.1))" }
    }
}
