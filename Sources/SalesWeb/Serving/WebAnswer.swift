import Foundation
internal import HTTPTypes

/// What a request is answered with.
struct WebAnswer: Sendable {
    var status: HTTPResponse.Status
    var fields: HTTPFields
    var body: [UInt8]
    /// Whether it has a secret in it that is kept nowhere, so that it cannot be given again.
    var isToldOnce = false

    init(_ status: HTTPResponse.Status, fields: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// A value as JSON, its members in the order of their names.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) -> WebAnswer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Only a number that JSON does not have can fail, and no answer has such numbers.
        guard let body = try? encoder.encode(value) else { return WebAnswer(.internalServerError) }
        return WebAnswer(status, fields: [.contentType: "application/json"], body: Array(body))
    }

    /// A person's export, as a file that the browser keeps.
    static func exported(_ text: String) -> WebAnswer {
        WebAnswer(
            .ok,
            fields: [
                .contentType: "application/json",
                .contentDisposition: "attachment; filename=\"sales-tracker-export.json\"",
            ],
            body: Array(text.utf8)
        )
    }

    /// The answer as one that has a secret in it: it is kept for nobody who repeats the request.
    func toldOnce() -> WebAnswer {
        var answer = self
        answer.isToldOnce = true
        return answer
    }
}
