import Testing

@testable import SalesCore

@Suite("Machine prices")
struct MachinePriceTests {
    private func readings(_ text: String, _ code: String? = "EUR") -> [String]? {
        MachinePrice.read(text, currency: code.flatMap { Currency(code: $0) }, hints: .none)?.readings
    }

    @Test("Plain numbers are exact, exponents and programs' noise are undone")
    func plain() {
        #expect(readings("129.99") == ["129.99"])
        #expect(readings("0129.9900") == ["129.99"])
        #expect(readings("1.5e3") == ["1500"])
        #expect(readings("64.989999999999995") == ["64.99"])
        #expect(readings("19.900000000000002") == ["19.90"])
        #expect(readings("1999.9999999999998") == ["2000.00"])
    }

    @Test("More digits than any currency has are rounded half up to what the currency has")
    func unrounded() {
        #expect(readings("99.166667") == ["99.17"])
        #expect(readings("82.64462809917356") == ["82.64"])
        #expect(readings("99.9950") == ["100.00"])
        #expect(readings("12799.5001", "JPY") == ["12800"])
        #expect(readings("4.56789", "KWD") == ["4.568"])
        // What costs less than one may be a part that is sold by the thousand.
        #expect(readings("0.01235") == ["0.01235"])
    }

    @Test("A point with three digits behind it has two meanings, unless the currency has three digits or none")
    func thousands() {
        #expect(readings("1.299") == ["1299", "1.299"])
        #expect(readings("12.990")?.count == 2)
        #expect(readings("12.990", "KWD") == ["12.990"])
    }

    @Test(
        "No number crashes, and what is no price is none",
        arguments: ["", "-5", "abc", "1e99999999999999999999", "1e-9223372036854775808", "...", "e", "-"]
    )
    func refused(_ text: String) {
        #expect(readings(text) == nil)
    }
}
