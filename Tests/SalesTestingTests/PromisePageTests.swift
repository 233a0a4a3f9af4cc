import Foundation
import SalesTesting
import Testing

@Suite("The page of promises")
struct PromisePageTests {
    @Test("has the number and the sentence of every promise, and no others")
    func page() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/SalesCore/Documentation.docc/Promises.md")
        let text = try String(contentsOf: page.resolvingSymlinksInPath(), encoding: .utf8)
        let written = text.split(separator: "\n").filter { $0.contains(/^\| [A-Z]+-[0-9]+ \|/) }.map(String.init)
        let promised = PromiseTests.all.map { number, sentence in
            "| \(number) | \(sentence.replacing("|", with: "\\|")) |"
        }
        #expect(Set(written).subtracting(promised).sorted() == [], "written, and no such promise; run Scripts/docs")
        #expect(Set(promised).subtracting(written).sorted() == [], "promised, and not written; run Scripts/docs")
        #expect(written.count == promised.count)
    }
}
