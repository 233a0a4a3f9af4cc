internal import HTTPTypes
internal import Mustache
import SalesCore

/// The templates of all pages, read once.
struct PageLibrary: Sendable {
    /// All that there are: they never change.
    static let all = PageLibrary()

    private let library: MustacheLibrary

    /// Reads the templates.
    ///
    /// They are part of the program, and a test reads each of them: one that cannot be read is a fault of the program.
    private init() {
        MustacheContentTypes.register(EscapedText(), named: PageTemplate.contentType)
        var library = MustacheLibrary()
        for template in PageTemplate.all {
            do {
                try library.register(template.text, named: template.name)
            } catch {
                preconditionFailure("The template \(template.name) cannot be read: \(error)")
            }
        }
        self.library = library
    }

    /// A page that shows a view.
    func page(_ template: PageTemplate, _ view: some Sendable, status: HTTPResponse.Status = .ok) -> WebAnswer {
        let text = library.render(view, withTemplate: template.name) ?? ""
        return WebAnswer(status, fields: [.contentType: "text/html; charset=utf-8"], body: Array(text.utf8))
    }
}

/// What a template shows of others' words: the library's own escaping compares characters, so that a quotation mark with a
/// combining mark behind it is not escaped, and ends an attribute.
private struct EscapedText: MustacheContentType {
    func escapeText(_ text: String) -> String { HTMLEscaping.escaped(text) }
}
