/// The text of a page, or of a part of pages, in Mustache.
///
/// Only plain Mustache: `{{name}}` is escaped, `{{{name}}}` is for pictures that ``SVGWriter`` wrote, sections ask
/// whether something is there, and partials name other templates. A template decides nothing else: what it shows are
/// the stored members of its view, ready to be shown.
///
/// Three rules keep that simple:
/// - A name that is nil in a row is looked for in what stands around the row. So optional members of rows have names
///   that no view has, or are reached by a path (`{{#form.email.error}}`), which is looked for once.
/// - A section of a text is shown where the text is not nil, even where it is empty: views have nil for what is not
///   there.
/// - No `style`, no handler of events and no script stands in a template: the pages' policy (CSP) forbids all of them.
struct PageTemplate: Hashable, Sendable {
    /// What it is called in the library, and by partials.
    let name: String
    /// The text, which begins with ``pragma``.
    let text: String

    /// A template.
    init(_ name: String, _ text: String) {
        self.name = name
        self.text = Self.pragma + text
    }

    /// The content type by which what is shown is escaped: whoever renders registers `HTMLEscaping` under this name.
    ///
    /// The library's own looks at characters, so that a quotation mark with a combining mark behind it is another
    /// character, stays as it is, and ends an attribute. A template whose type is not registered cannot be parsed.
    static let contentType = "PAGE"

    /// The line that names ``contentType``; each template has it, because partials begin anew.
    static let pragma = "{{% CONTENT_TYPE:\(contentType)}}\n"

    /// All templates, those for parts of pages first.
    static let all: [PageTemplate] = [
        head, foot, icons, ruleFields, rulePreview, home, signIn, code, confirm, message, products, newProduct, product,
        alerts, settings, websites, admin,
    ]
}
