import SalesCore
import SalesTesting
import Testing

@Suite("Alerts of which no carrier says whether it took them", .timeLimit(.minutes(15)))
struct UnknownOutcomeTests {
    @Test("are sent again less and less often, about thirty times in a day")
    func noAnswer() async throws {
        let people = PeopleBench()
        let ann = try await people.person("ann")
        let product = try await people.follow(by: ann)
        let error = NotifyError(.unknownOutcome, advice: .later(after: nil), message: "no answer")
        for _ in 0..<200 { people.mail.script(.fail(error)) }
        try await people.price(40_00, of: product)
        for _ in 0..<1_440 { try await people.pass(.seconds(60)) }
        #expect((20...40).contains(people.mail.callCount), "\(people.mail.callCount)")
    }
}
