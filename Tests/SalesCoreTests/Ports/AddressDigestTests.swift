import SalesCore
import Testing

@Suite("Digests of addresses")
struct AddressDigestTests {
    // sha256sum of "email ann@example.org" and "sms +442079460001": stores keep them, so that they never change.
    @Test(
        "are the SHA-256 of channel and address, the same in every release",
        arguments: [
            ("Ann@Example.ORG", Channel.email, "aca7b3fc8b2fee09b9e8ac510a931c7ce6ade8784453489bb4518c5bc0c0cb33"),
            ("+442079460001", .sms, "7cd76e60fabdbf445c346b4414a3716441d236f117f01a03a4a21fcefffc3e7d"),
        ]
    )
    func pinned(_ address: String, _ channel: Channel, _ hex: String) {
        #expect(AddressDigest(address, on: channel).hex == hex)
        #expect(AddressDigest(hex: hex) == AddressDigest(address, on: channel))
    }

    @Test("differ by channel and by more than the case of ASCII letters")
    func different() {
        #expect(AddressDigest("a@example.org", on: .email) != AddressDigest("a@example.org", on: .sms))
        #expect(AddressDigest("ä@example.org", on: .email) != AddressDigest("Ä@example.org", on: .email))
        #expect(AddressDigest("desk a", on: .sms) == AddressDigest("Desk A", on: .sms))
    }

    @Test("are read from lower-case digits only", arguments: ["", "00", String(repeating: "AB", count: 32)])
    func unreadable(_ hex: String) {
        #expect(AddressDigest(hex: hex) == nil)
    }
}
