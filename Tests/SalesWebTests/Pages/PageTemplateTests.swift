import Foundation
import Testing

@testable import SalesWeb

@Suite("The templates of pages")
struct PageTemplateTests {
    /// The names of all templates, which say in a report which one failed.
    static let names = PageTemplate.all.map(\.name)

    static func template(_ name: String) throws -> PageTemplate {
        try #require(PageTemplate.all.first { $0.name == name })
    }

    @Test("have names of their own")
    func ownNames() {
        #expect(Set(Self.names).count == Self.names.count)
    }

    @Test("name how what they show is escaped, before anything else", arguments: PageTemplateTests.names)
    func escaping(name: String) throws {
        let text = try Self.template(name).text
        #expect(text.hasPrefix("{{% CONTENT_TYPE:PAGE}}\n"))
    }

    @Test("close what they open, in its order", arguments: PageTemplateTests.names)
    func sections(name: String) throws {
        let template = try Self.template(name)
        var open: [String] = []
        for found in template.text.matches(of: #/\{\{([#^/])([A-Za-z.]+)\}\}/#) {
            let section = String(found.output.2)
            if found.output.1 == "/" {
                let last = open.popLast()
                #expect(last == section)
            } else {
                open.append(section)
            }
        }
        #expect(open.isEmpty)
        // What is left when all that Mustache has is taken out has no braces.
        let rest = template.text
            .replacing(PageTemplate.pragma, with: "")
            .replacing(#/\{\{\{[A-Za-z.]+\}\}\}/#, with: "")
            .replacing(#/\{\{[#^/]?[A-Za-z0-9.]+\}\}/#, with: "")
            .replacing(#/\{\{> [a-z-]+\}\}/#, with: "")
        #expect(!rest.contains("{{") && !rest.contains("}}"))
    }

    @Test("name partials and symbols that there are", arguments: PageTemplateTests.names)
    func references(name: String) throws {
        let template = try Self.template(name)
        for found in template.text.matches(of: #/\{\{> ([a-z-]+)\}\}/#) {
            #expect(Self.names.contains(String(found.output.1)), "\(found.output.1)")
        }
        for found in template.text.matches(of: #/href="#icon-([a-z]+)"/#) {
            #expect(PageTemplate.icons.text.contains("id=\"icon-\(found.output.1)\""), "\(found.output.1)")
        }
    }

    @Test("write nothing unescaped but pictures that were drawn here", arguments: PageTemplateTests.names)
    func unescaped(name: String) throws {
        let template = try Self.template(name)
        let names = Set(template.text.matches(of: #/\{\{\{([A-Za-z.]+)\}\}\}/#).map { String($0.output.1) })
        #expect(names.isSubset(of: ["chart.wide", "chart.narrow", "sparkline", "picture"]))
        #expect(!template.text.contains("{{&"))
    }

    @Test("hold no style, script or handler, which the pages' policy forbids", arguments: PageTemplateTests.names)
    func policy(name: String) throws {
        let template = try Self.template(name)
        let text = template.text
        #expect(text.firstMatch(of: #/\sstyle=/#) == nil)
        #expect(text.firstMatch(of: #/\son[a-z]+=/#) == nil)
        #expect(!text.contains("<style") && !text.contains("javascript:"))
        for found in text.matches(of: #/<script([^>]*)>/#) { #expect(found.output.1.contains("src=")) }
    }

    @Test("have a label for every field", arguments: PageTemplateTests.names)
    func labels(name: String) throws {
        let template = try Self.template(name)
        for found in template.text.matches(of: #/<(?:input|select)[^>]*\sid="([^"]+)"/#) {
            #expect(template.text.contains("for=\"\(found.output.1)\""), "\(found.output.1)")
        }
    }

    @Test("give pictures a size, so that nothing moves when they come", arguments: PageTemplateTests.names)
    func pictures(name: String) throws {
        let template = try Self.template(name)
        for found in template.text.matches(of: #/<img[^>]*>/#) {
            let image = found.output
            #expect(image.contains(" alt=\"") && image.contains("width=\"") && image.contains("height=\""))
            // The service's own picture is no stranger's.
            if !image.contains("assets.icon") { #expect(image.contains("referrerpolicy=\"no-referrer\"")) }
        }
    }

    @Test("lead admins to one room more than others, and mark the room they are in")
    func tabs() {
        let admin = PageFrame.tabs(isAdmin: true, current: "/alerts")
        let other = PageFrame.tabs(isAdmin: false, current: nil)
        #expect(admin.map(\.path) == other.map(\.path) + ["/admin"])
        #expect(admin.filter(\.isCurrent).map(\.path) == ["/alerts"])
        #expect(other.allSatisfy { !$0.isCurrent })
        for tab in admin { #expect(PageTemplate.icons.text.contains("id=\"icon-\(tab.icon)\"")) }
    }
}
