import Foundation
import Testing

@testable import SalesCore

/// A saved page and what must be read from it: twins in Tests/Fixtures/pages.
struct PageFixture: Sendable, CustomTestStringConvertible {
    /// What must be read; what is left out is not looked at.
    struct Expectation: Decodable, Sendable {
        let outcome: Reading.Outcome
        let price: String?
        let currency: String?
        let listPrice: String?
        let availability: Availability?
        let kind: Extraction.PageKind?
        let name: String?
        let url: String?
        let contentType: String?
        let reason: String?

        private enum CodingKeys: String, CodingKey {
            case outcome, price, currency, availability, kind, name, url, reason
            case listPrice = "list_price"
            case contentType = "content_type"
        }
    }

    let name: String
    let body: [UInt8]
    let expected: Expectation

    var testDescription: String { name }

    var page: PageContent {
        get throws {
            PageContent(body: body, url: try expected.url.map { try PageURL($0) }, contentType: expected.contentType)
        }
    }

    /// All twins, by name.
    static let all: [PageFixture] = {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let pages = (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "html" }
        return pages.compactMap { page in
            guard let body = try? Data(contentsOf: page),
                let twin = try? Data(contentsOf: page.deletingPathExtension().appendingPathExtension("json")),
                let expected = try? JSONDecoder().decode(Expectation.self, from: twin)
            else { return nil }
            let name = page.deletingPathExtension().pathComponents.suffix(2).joined(separator: "/")
            return PageFixture(name: name, body: [UInt8](body), expected: expected)
        }.sorted { $0.name < $1.name }
    }()

    /// How many pages lie there, with or without a twin.
    static var pageCount: Int {
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "html" }.count
    }

    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/pages")
}
