import Foundation
import Testing

@testable import SalesWeb

@Suite("The stylesheet of pages")
struct PageStyleTests {
    /// What is read, on which grounds, and how far apart they must be.
    private static let pairs: [(colour: String, grounds: [String], least: Double)] = [
        ("ink", ["paper", "surface", "sunken", "accent-wash", "good-wash", "bad-wash", "warn-wash", "info-wash"], 4.5),
        ("soft", ["paper", "surface", "sunken", "accent-wash"], 4.5),
        ("accent-text", ["paper", "surface", "sunken", "accent-wash"], 4.5),
        ("on-accent", ["accent", "accent-strong"], 4.5),
        ("on-danger", ["danger", "danger-strong"], 4.5),
        ("good", ["paper", "surface", "sunken", "good-wash"], 4.5),
        ("bad", ["paper", "surface", "sunken", "bad-wash", "accent-wash"], 4.5),
        ("warn", ["paper", "surface", "sunken", "warn-wash"], 4.5),
        ("info", ["paper", "surface", "sunken", "info-wash"], 4.5),
        ("surface", ["ink"], 4.5),
        ("edge", ["paper", "surface", "sunken"], 3),
        ("focus", ["paper", "surface", "sunken"], 3),
        ("accent", ["paper", "surface"], 3),
    ]

    private static func colours(_ text: String) -> [String: String] {
        text.split(separator: "\n").reduce(into: [:]) { colours, line in
            let parts = line.split(separator: ":", maxSplits: 1)
                .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " ;")) }
            if parts.count == 2 { colours[parts[0]] = parts[1] }
        }
    }

    @Test("has 4.5:1 for text and 3:1 for edges and focus", arguments: ["light", "dark"])
    func contrasts(scheme: String) throws {
        let colours = Self.colours(scheme == "light" ? PageStyle.lightColours : PageStyle.darkColours)
        for pair in Self.pairs {
            let colour = try #require(colours["--\(pair.colour)"])
            for ground in pair.grounds {
                let ratio = try Contrast.ratio(colour, try #require(colours["--\(ground)"]))
                #expect(ratio >= pair.least, "\(pair.colour) on \(ground)")
            }
        }
    }

    @Test("has the same colours in both schemes, and the surface that charts have")
    func palette() throws {
        let schemes = [
            (Self.colours(PageStyle.lightColours), Self.colours(ChartStyle.lightColours)),
            (Self.colours(PageStyle.darkColours), Self.colours(ChartStyle.darkColours)),
        ]
        #expect(Set(schemes[0].0.keys) == Set(schemes[1].0.keys))
        #expect(Set(schemes[0].1.keys) == Set(schemes[1].1.keys))
        for (pages, charts) in schemes { #expect(pages["--surface"] == charts["--chart-surface"]) }
    }

    @Test("uses no colour that it does not have, and closes what it opens")
    func whole() {
        let used = Set(PageStyle.css.matches(of: #/var\((--[a-z-]+)\)/#).map { String($0.output.1) })
        let known = Set(PageStyle.css.matches(of: #/(--[a-z-]+):/#).map { String($0.output.1) })
        #expect(used.subtracting(known).isEmpty)
        let opened = PageStyle.css.filter { $0 == "{" }.count
        let closed = PageStyle.css.filter { $0 == "}" }.count
        #expect(opened == closed)
    }

    @Test("knows every class that a page has", arguments: PageTemplateTests.names)
    func classes(name: String) throws {
        let template = try PageTemplateTests.template(name)
        let known = Set(PageStyle.css.matches(of: #/\.([a-z][a-z-]*)/#).map { String($0.output.1) })
        for found in template.text.matches(of: #/class="([^"]*)"/#) {
            let names = String(found.output.1).replacing(#/\{\{[^}]*\}\}/#, with: " ").split(separator: " ")
            for found in names { #expect(known.contains(String(found)), "\(found)") }
        }
    }

    @Test("and the script and the picture load nothing from elsewhere")
    func closed() {
        #expect(!PageStyle.css.contains("url("))
        #expect(!PageStyle.css.contains("@import"))
        #expect(!PageScript.text.contains("http"))
        for way in ["eval(", "innerHTML", "document.write", "new Function"] {
            #expect(!PageScript.text.contains(way), "\(way)")
        }
        #expect(!PageIcon.svg.contains("<style") && !PageIcon.svg.contains("<script") && !PageIcon.svg.contains("href"))
    }
}
