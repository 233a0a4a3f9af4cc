import ArgumentParser

/// `salesctl doctor`: looks whether everything is as it should be.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check the installation: settings, store, channels, TLS, clock; each failure says what to do.",
        discussion: """
            The proxy and the mail server are connected to, where they are configured; nothing is sent.

            With --format json it prints one object: {"is_fine", "exit_code", "findings": [{"subject", "state", \
            "message", "exit_code"}]}. A state is ok, warning or failed; is_fine says that nothing failed; exit_code \
            is what the program ends with, that of the first failure. With --keys it prints a list of {"key", \
            "value", "meaning"}.

            Examples:
              salesctl doctor
              salesctl doctor --format json
              salesctl doctor --keys
            """
    )

    @Flag(name: .long, help: "List the keys of the configuration file instead.")
    var keys = false

    @OptionGroup(title: "Global options") var options: GlobalOptions

    func run() async throws {
        let terminal = Terminal(noColour: options.noColor)
        try await Session.report(on: terminal) {
            if keys { return try showKeys(terminal) }
            let findings = await Diagnosis(options: options).run()
            let status = findings.first { $0.state == .failed }?.exitCode ?? 0
            switch options.format {
            case .json: try terminal.data(try JSONOutput.text(DiagnosisJSON(status, findings)))
            case .table: for finding in findings { terminal.out(line(finding, terminal)) }
            }
            if status != 0 { throw ExitCode(status) }
        }
    }

    private func line(_ finding: Finding, _ terminal: Terminal) -> String {
        let mark =
            switch finding.state {
            case .ok: Style.green("ok  ", on: terminal)
            case .warning: Style.yellow("warn", on: terminal)
            case .failed: Style.red("FAIL", on: terminal)
            }
        return "\(mark)  \(finding.subject.padding(to: 14))\(PlainText.safe(finding.message))"
    }

    /// Wide enough for every row, since the manual is made of it.
    private static let keysWidth = 240

    private func showKeys(_ terminal: Terminal) throws {
        let rows = SettingKey.all.map { (key: $0.name, value: $0.kind.words, meaning: $0.help) }
        if options.format == .json {
            let records = rows.map { ["key": $0.key, "value": $0.value, "meaning": $0.meaning] }
            return try terminal.data(try JSONOutput.text(records))
        }
        var table = Table([.init("KEY"), .init("VALUE"), .init("MEANING; WHAT HOLDS WITHOUT IT")])
        for row in rows { table.add([row.key, row.value, row.meaning]) }
        for line in table.lines(width: max(terminal.width, Self.keysWidth)) { terminal.out(line) }
    }
}

/// What the doctor found, for programs.
private struct DiagnosisJSON: Encodable {
    let isFine: Bool
    let exitCode: Int32
    let findings: [Finding]

    init(_ exitCode: Int32, _ findings: [Finding]) {
        (isFine, self.exitCode, self.findings) = (exitCode == 0, exitCode, findings)
    }
}
