import SalesTesting
import Testing

@testable import SalesCore

@Suite("When mails to new addresses rest")
struct ReputationPolicyTests {
    private let policy = ReputationPolicy()

    private func isHalted(_ sent: Int, _ bounces: Int, _ complaints: Int) -> Bool {
        policy.isHalted(ReputationCounts(sent: sent, bounces: bounces, complaints: complaints))
    }

    @Test("at 2 % bounces or 0.05 % complaints, before any carrier looks")
    func limits() {
        #expect(isHalted(200, 4, 0) && !isHalted(200, 3, 0))
        #expect(isHalted(4_000, 0, 2) && !isHalted(4_001, 0, 2))
        #expect(isHalted(10_000, 0, 5) && !isHalted(10_000, 199, 4))
        #expect(!isHalted(200, 0, 0))
    }

    @Test("not before two hundred mails, of which a share says something")
    func few() {
        #expect(!isHalted(199, 199, 199) && isHalted(200, 200, 0))
        #expect(!isHalted(0, 5, 5))
    }

    @Test("not for the complaint of one person, and for two below the 0.1 % at which Amazon SES looks at an account")
    func one() {
        #expect(!isHalted(200, 0, 1))
        #expect(isHalted(200, 0, 2))
        for sent in stride(from: 2_000, through: 10_000, by: 1) {
            let fewest = (0...10).first { isHalted(sent, 0, $0) }
            #expect((fewest ?? .max) * 1_000 <= sent, "of \(sent) mails")
        }
    }

    @Test("an address is new for a week, and until it took a mail")
    func new() {
        let week = Duration.seconds(7 * 86_400)
        #expect(policy.isNew(verifiedAt: .noon, hasTakenMail: true, at: .noon + week - .milliseconds(1)))
        #expect(!policy.isNew(verifiedAt: .noon, hasTakenMail: true, at: .noon + week))
        #expect(policy.isNew(verifiedAt: .noon, hasTakenMail: false, at: .noon + week))
        #expect(policy.isNew(verifiedAt: nil, hasTakenMail: true, at: .noon))
    }
}
