/// Whole responses, written out.
extension ScriptedConnection {
    /// Sends a complete response with its length.
    @discardableResult
    public func respond(_ status: String = "200 OK", fields: [String] = [], body: [UInt8] = []) -> Bool {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.count)"] + fields
        return send(lines.joined(separator: "\r\n") + "\r\n\r\n") && send(body)
    }

    /// Sends a complete response with a text as its body.
    @discardableResult
    public func respond(_ status: String = "200 OK", fields: [String] = [], text: String) -> Bool {
        respond(status, fields: fields, body: Array(text.utf8))
    }

    /// Sends a redirect.
    @discardableResult
    public func redirect(_ status: String = "302 Found", to location: String, fields: [String] = []) -> Bool {
        respond(status, fields: ["Location: \(location)"] + fields)
    }

    /// Sends the same bytes until the other end is gone.
    public func flood(_ bytes: [UInt8]) {
        while send(bytes) {}
    }

    /// Sends one piece after the other with a pause between them, until the other end is gone.
    public func drip(_ piece: [UInt8], everyMilliseconds pause: Int32) {
        while send(piece), !waitForClose(milliseconds: pause) {}
    }
}
