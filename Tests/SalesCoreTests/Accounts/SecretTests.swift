import SalesTesting
import Testing

@testable import SalesCore

@Suite("Secrets of links and text messages", .timeLimit(.minutes(15)))
struct SecretTests {
    @Test("A million links have a million different secrets of 256 bits")
    func collisions() {
        var random = RandomSource.system
        var seen: Set<String> = []
        for _ in 0..<1_000_000 { seen.insert(AccountSecret(using: &random).text) }
        #expect(seen.count == 1_000_000)
        #expect(seen.allSatisfy { $0.utf8.count == 43 })
    }

    @Test("A secret that is cut, longer, of other letters or written in another way is none")
    func forms() throws {
        var random = RandomSource.seeded(1)
        let text = AccountSecret(using: &random).text
        #expect(AccountSecret(text)?.hash == SecretHash(of: text))
        let strange = [String(text.dropLast()), text + "A", text + "=", "+" + text.dropFirst(), " " + text.dropFirst()]
        for other in strange { #expect(AccountSecret(other) == nil, "\(other)") }
        // Of the 16 last letters that could stand for the same bytes one is taken.
        let last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        #expect(last.count { AccountSecret(String(repeating: "A", count: 42) + String($0)) != nil } == 16)
    }

    @Test("Bytes come back from their text, whatever their number")
    func base64() throws {
        for count in 0..<70 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
            #expect(Base64URL.bytes(Base64URL.text(bytes)) == bytes)
        }
        #expect(Base64URL.text(Array("foobar".utf8)) == "Zm9vYmFy" && Base64URL.text([0xFB, 0xFF]) == "-_8")
    }

    @Test("Neither key, secret nor digits are shown by any way of showing them")
    func shown() throws {
        var random = RandomSource.seeded(2)
        let secret = AccountSecret(using: &random)
        let digits = SecretDigits(using: &random)
        let key = try #require(LinkKey(bytes: Array("0123456789abcdef0123456789abcdef".utf8)))
        for value: Any in [secret, digits, key] {
            var dumped = ""
            dump(value, to: &dumped)
            let all = dumped + "\(value)" + String(reflecting: value)
            #expect(!all.contains(secret.text) && !all.contains(digits.text) && !all.contains("48"), "\(all)")
        }
        #expect(LinkKey(bytes: Array(repeating: 1, count: 31)) == nil)
    }

    @Test("Digits are kept under a code of person, channel, address and key, and read as people type them")
    func digits() throws {
        let digits = try #require(SecretDigits("1234 56-78"))
        #expect(digits.text == "12345678")
        for wrong in ["1234567", "123456789", "1234567a", "", "１２３４５６７８"] { #expect(SecretDigits(wrong) == nil) }
        let keys = try [UInt8(1), 2].map { try #require(LinkKey(bytes: Array(repeating: $0, count: 32))) }
        var hashes: Set<SecretHash> = [SecretHash(of: "12345678")]
        for key in keys {
            for (user, address) in [(1, "+441"), (2, "+441"), (1, "+442")] {
                for channel in [Channel.sms, .email] {
                    hashes.insert(digits.hash(of: UserID(rawValue: Int64(user)), at: address, on: channel, key))
                }
            }
        }
        #expect(hashes.count == 13)
    }
}
