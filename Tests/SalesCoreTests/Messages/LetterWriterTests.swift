import SalesTesting
import Testing

@testable import SalesCore

@Suite("Letters about accounts")
struct LetterWriterTests {
    private static func message(_ kind: Letter.Kind, _ proof: LetterWriter.Proof?, at base: String?) throws -> Message {
        let now = ManualClock.start
        let letter = Letter.New(
            id: Alert.ID(rawValue: "letter"),
            userID: UserID(rawValue: 7),
            channel: .email,
            address: "ann@example.com",
            kind: kind,
            createdAt: now
        ).letter
        return LetterWriter.message(
            for: letter,
            to: User(id: UserID(rawValue: 7), email: "ann@example.com", firstName: "Ann", createdAt: now),
            proof: proof,
            lifetime: .seconds(600),
            place: try base.map { try PageURL($0) },
            at: now
        )
    }

    @Test("A link to sign in says who asked, how long it is good, and what to do if it was not you")
    func link() throws {
        let url = try PageURL("https://alerts.example/t/s/secret")
        let message = try Self.message(.signIn, .link(url), at: "https://alerts.example/t")
        #expect(message.subject == "Your link to sign in")
        #expect(
            message.text == """
                Somebody, probably you, asked to sign in to Sales Tracker at alerts.example.

                Open this link within 10 minutes to sign in:

                https://alerts.example/t/s/secret

                If it was not you, ignore this message and pass it on to nobody: without it nobody is signed in.

                """
        )
        #expect(message.html.contains(#"<a href="https://alerts.example/t/s/secret" rel="noreferrer">"#))
        #expect(message.short == "Sales Tracker: sign in at https://alerts.example/t/s/secret")
        #expect(message.facts.isEmpty && message.unsubscribeURL == nil)
    }

    @Test("Digits to sign in fit into one text message, and say what they do")
    func digits() throws {
        let digits = try #require(SecretDigits("01234567"))
        let message = try Self.message(.signIn, .digits(digits), at: nil)
        #expect(message.subject == "Your code to sign in")
        #expect(
            message.text == """
                Somebody, probably you, asked to sign in to Sales Tracker.

                Your code to sign in is 01234567. It is good for 10 minutes.

                If it was not you, ignore this message and pass it on to nobody: without it nobody is signed in.

                """
        )
        let short =
            "01234567 signs you in to Sales Tracker, good for 10 minutes. Tell it to nobody. "
            + "Not asked for it? Ignore this."
        #expect(message.short == short)
        #expect(TextBudget.parts(of: message.short) == 1)
        #expect(!message.subject.contains(digits.text))
    }

    @Test("What proves an address and what says that it is known says nothing of signing in")
    func others() throws {
        let url = try PageURL("https://alerts.example/v/secret")
        let proving = try Self.message(.verification, .link(url), at: "https://alerts.example")
        #expect(proving.subject == "Please confirm your address" && !proving.text.contains("sign in"))
        let known = try Self.message(.alreadyRegistered, nil, at: nil)
        #expect(known.subject == "You have an account already" && !known.text.contains("sign in"))
    }
}
