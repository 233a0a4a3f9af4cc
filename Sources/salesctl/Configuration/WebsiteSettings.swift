import SalesCore

/// The websites that a configuration defines, checked value by value so that a mistake is named where it stands.
enum WebsiteSettings {
    /// Why a value cannot be used; nil where it can.
    static func problem(_ key: String, _ text: String) -> String? {
        do {
            switch key {
            case "price", "list_price", "availability", "name", "image": _ = try Pin(text)
            case "currency": _ = try currency(text)
            case "request": _ = try InterfaceTemplate(text)
            case "id": _ = try InterfaceTemplate.parts(of: text)
            default: break
            }
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// What a definition lacks; nil where it is whole.
    static func lack(_ keys: [String]) -> String? {
        if !keys.contains("hosts") { return "hosts is missing: which hosts is it about?" }
        if !keys.contains("price") { return "price is missing: where does it stand? For example css:.price" }
        if keys.contains("id"), !keys.contains("request") { return "id is of no use without request" }
        return nil
    }

    /// The website of a name.
    static func website(_ name: String, _ read: SettingReader) throws -> ConfiguredWebsite {
        func pin(_ key: String) throws -> Pin? { try read.text("websites", name, key).map { try Pin($0) } }
        do {
            var fields = PageFields()
            fields.price = try pin("price")
            fields.listPrice = try pin("list_price")
            fields.availability = try pin("availability")
            fields.name = try pin("name")
            fields.image = try pin("image")
            fields.currency = try read.text("websites", name, "currency").map { try currency($0) }
            fields.countsMinorUnits = try read.flag("websites", name, "minor_units") ?? false
            let path = try read.text("websites", name, "id")
            return ConfiguredWebsite(
                name: name,
                hosts: try read.list("websites", name, "hosts") ?? [],
                fields: fields,
                template: try read.text("websites", name, "request").map { try InterfaceTemplate($0, path: path) },
                keptQuery: try read.list("websites", name, "canonical_keep_query")
            )
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.badData, "websites.\(name): \(error)")
        }
    }

    private static func currency(_ text: String) throws -> PageFields.CurrencyField {
        if let code = Currency(code: text) { return .code(code) }
        guard text.contains(":") else {
            throw ConfiguredWebsite.Invalid(
                "“\(text)” is neither a currency of ISO 4217 nor a place such as css:.currency"
            )
        }
        return .pin(try Pin(text))
    }
}
