import SalesTesting
import Testing

@Suite("Texts that mean something to what they pass")
struct InjectionTextTests {
    @Test("are more than 500, no two of the same bytes, and some of every family")
    func count() {
        let all = InjectionText.all
        #expect(all.count >= 500 && Set(all.map { Array($0.text.utf8) }).count == all.count)
        for family in InjectionText.Family.allCases {
            #expect(all.count { $0.family == family } >= 8, "\(family)")
            #expect(InjectionText.every(5).contains { $0.family == family }, "\(family)")
        }
        #expect(all.allSatisfy { !$0.text.isEmpty })
    }

    @Test("are kept where a store gives the same bytes back, or a mark for a NUL, and not otherwise")
    func kept() {
        for injection in InjectionText.all {
            #expect(injection.isKept(as: injection.text))
            #expect(!injection.isKept(as: injection.text + "x") && !injection.isKept(as: nil), "\(injection)")
        }
        let nul = InjectionText.all.filter { $0.text.utf8.contains(0) }
        #expect(nul.count >= 27)
        for injection in nul {
            #expect(injection.isKept(as: injection.text.replacing("\0", with: "\u{FFFD}")), "\(injection)")
            #expect(!injection.isKept(as: String(injection.text.prefix { $0 != "\0" })), "\(injection)")
        }
    }
}
