import SalesCore
import SalesTesting
import Testing

@testable import salesctl

@Suite("Messages to the person at the keyboard")
struct AddressedNotifierTests {
    private static let configured = User(
        id: .local,
        email: "me@example.com",
        phone: "+4915112345678",
        createdAt: ManualClock.start
    )

    private static func person(_ id: UserID) -> User {
        User(id: id, email: "proved@example.com", phone: "+442079460000", createdAt: ManualClock.start)
    }

    private static func addressee(of message: Message) async throws -> User? {
        let carrier = RecordingNotifier(channel: .email)
        _ = try await AddressedNotifier(inner: carrier, recipient: configured).send(message)
        return carrier.messages.first?.recipient
    }

    @Test("go to the addresses of the configuration, and nobody else's do")
    func alerts() async throws {
        let mine = try await Self.addressee(of: Sample.message(to: Self.person(.local)))
        #expect(mine?.email == Self.configured.email && mine?.phone == Self.configured.phone)
        let other = Self.person(UserID(rawValue: 2))
        #expect(try await Self.addressee(of: Sample.message(to: other)) == other)
    }

    @Test("go to the address that they are to prove, where they are about the account")
    func letters() async throws {
        var letter = Sample.message(to: Self.person(.local))
        letter.facts = []
        #expect(try await Self.addressee(of: letter) == Self.person(.local))
    }
}
