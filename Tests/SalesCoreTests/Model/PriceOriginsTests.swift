import SalesCore
import Testing

@Suite("Where prices were found")
struct PriceOriginsTests {
    private func origins(_ sources: [String]) -> PriceOrigins {
        var origins = PriceOrigins()
        for (index, source) in sources.enumerated() { origins.note(source, at: .noon + .seconds(index)) }
        return origins
    }

    @Test("is told of each moment from the first price there to the next place, and of none before")
    func moments() {
        let origins = origins(["JSON-LD a", "JSON-LD a", "text b", "JSON-LD a"])
        #expect(origins.all.map(\.since) == [.noon, .noon + .seconds(2), .noon + .seconds(3)])
        #expect(origins.source(at: .noon - .milliseconds(1)) == nil)
        #expect(origins.source(at: .noon + .seconds(1)) == "JSON-LD a")
        #expect(origins.source(at: .noon + .milliseconds(2_999)) == "text b")
        #expect(origins.source(at: .noon + .seconds(3_600)) == "JSON-LD a")
        #expect(PriceOrigins().source(at: .noon) == nil)
    }

    @Test("is kept of the newest places only, each on a line of its own that ends somewhere")
    func limits() {
        let many = origins((0..<40).map { "place \($0)" })
        #expect(many.all.map(\.source) == (24..<40).map { "place \($0)" })
        let long = origins([String(repeating: "x", count: 9_000), "two\nlines\u{0}", "\u{202E} \n"])
        #expect(long.all[0].source.unicodeScalars.count == PriceOrigins.maximumSourceLength)
        #expect(long.all.dropFirst().map(\.source) == ["two lines"])
    }

    @Test("comes back from the text of a store, whose faulty lines are left out")
    func text() {
        for origins in [origins([]), origins(["JSON-LD $.offers[0].price", "text div#main > b", "“Preis” 電気"])] {
            #expect(PriceOrigins(text: origins.text) == origins)
        }
        #expect(PriceOrigins().text == nil)
        let read = PriceOrigins(text: "\n7\nx y\n-1 a b\n99999999999999999999 c")
        #expect(read.all.map(\.source) == ["a b"] && read.all.map(\.since.milliseconds) == [-1])
    }
}
