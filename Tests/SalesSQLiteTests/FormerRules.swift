import Foundation
import SalesCore
import SalesTesting

/// Rules as stores kept them before they had alternatives, in the columns `rule_kind`, `rule_minor`, `rule_currency` and
/// `rule_basis_points`, with the texts that became of them: the same for every backend.
enum FormerRules {
    static func rows() throws -> [(columns: String, text: String)] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let lines = try String(contentsOf: tests.appendingPathComponent("Fixtures/former-rules.txt"), encoding: .utf8)
        return lines.split(separator: "\n").map { line in
            let parts = line.split(separator: " => ")
            return (String(parts[0]), String(parts[1]))
        }
    }

    /// The memory that was kept with each of them.
    static let memory = RuleMemory(
        reference: Sample.pounds(4_999),
        seenUntil: Timestamp(milliseconds: 2_250),
        askedAbout: Sample.money(1, "EUR").currency,
        triggers: [RuleMemory.Trigger(isArmed: false, recoveredSince: Timestamp(milliseconds: 1_500), wasTold: true)],
        toldPrice: Sample.pounds(3_999)
    )
}
