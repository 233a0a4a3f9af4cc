import Testing

@testable import salesctl

@Suite("Tables")
struct TableTests {
    private func table(_ row: [String]) -> Table {
        var table = Table([
            .init("PRICE", isNumeric: true), .init("WHERE", overflow: .cutBeginning), .init("WHY", overflow: .wrap),
        ])
        table.add(row)
        return table
    }

    @Test("What fits is not touched")
    func fits() {
        #expect(
            table(["£1", "body > p", "best"]).lines(width: 40) == ["PRICE  WHERE     WHY", "   £1  body > p  best"]
        )
    }

    @Test("Of a path the end stays, a reason goes on in more lines, and a number is never cut")
    func narrow() {
        let path = String(repeating: "div > ", count: 12) + "span.price"
        let lines = table(["1,234,567.00 KZT", path, "stands right below the title, is named a price"])
            .lines(width: 60)
        #expect(lines.allSatisfy { PlainText.width($0) <= 60 })
        #expect(lines[1].contains("1,234,567.00 KZT") && lines[1].contains("> span.price"))
        #expect(lines[1].contains("…") && lines.count > 2)
        let reason = lines.dropFirst().map { $0.split(separator: "  ").last ?? "" }.joined(separator: " ")
        for word in ["stands", "title,", "named", "price"] { #expect(reason.contains(word)) }
    }

    @Test("A column to be kept is never cut, and one in which nothing stands is left out where that is asked for")
    func kept() throws {
        var table = Table([.init("TIME", overflow: .keep), .init("NOTE"), .init("NAME")])
        table.add(["2026-11-29T19:25:36", "", String(repeating: "n", count: 80)])
        #expect(table.withoutEmptyColumns.columns.map(\.title) == ["TIME", "NAME"])
        #expect(table.lines(width: 40).last?.hasPrefix("2026-11-29T19:25:36") == true)
    }

    @Test("A note stands whole below its row, moved in, and keeps its place where empty columns are left out")
    func notes() {
        var table = Table([.init("A"), .init("B"), .init("C")])
        table.add(["1", "", "x"], note: "")
        table.add(["2", "", "y"], note: "the carrier answered 404 to all of it")
        #expect(
            table.withoutEmptyColumns.lines(width: 24)
                == ["A  C", "1  x", "2  y", "    the carrier answered", "    404 to all of it"]
        )
    }

    @Test("Columns that are too wide share what there is")
    func shared() throws {
        var table = Table([.init("A"), .init("B")])
        table.add([String(repeating: "a", count: 100), String(repeating: "b", count: 90)])
        let line = try #require(table.lines(width: 60).last)
        #expect(line.filter { $0 == "a" }.count == 28 && line.filter { $0 == "b" }.count == 28)
    }

    @Test("Wide characters are divided by the columns that they take, and a word without end by its length")
    func wide() {
        #expect(PlainText.wrapped("価格価格", to: 4) == ["価格", "価格"])
        #expect(PlainText.wrapped("aaaaaaa bb", to: 3) == ["aaa", "aaa", "a", "bb"])
        #expect(PlainText.wrapped("", to: 3) == [""])
        #expect(PlainText.cutBeginning("価格価格", to: 5) == "…価格")
    }
}
