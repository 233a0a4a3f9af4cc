internal import HTTPTypes
internal import SalesCore
internal import SalesCurl

/// A web service that takes messages by POST: how it is asked, and how its answers are told.
struct WebCarrier: Sendable, CustomStringConvertible {
    /// What it is, as a sentence begins: `The web hook`.
    let kind: String
    /// Where it is asked.
    let url: PageURL
    /// What is taken out of its answers: services like to repeat what they got.
    let secrets: HookSecrets
    /// What to check where it knows us not.
    let credentials: String
    /// What to check where it refuses a message.
    let settings: String
    let client: CurlHTTPClient
    /// Takes the words for people out of an answer's body; nil where there are none.
    var words: @Sendable ([UInt8]) -> String? = { _ in nil }

    /// Kind and host; never the path.
    var description: String { "\(kind) at \(url.authority)" }

    /// Posts a body; the response has any status.
    func post(_ body: [UInt8], fields: HTTPFields) async throws(NotifyError) -> FetchResponse {
        do {
            return try await client.post(body, to: url, fields: fields)
        } catch {
            throw NotifyError(error, from: description)
        }
    }

    /// Status and what the service said, in one line, without what is secret.
    func answer(_ response: FetchResponse) -> String {
        let body = response.body.prefix(Self.readOfAnswer)
        var text = secrets.removed(from: text(of: body, response))
        // The beginning of a secret that the bound has cut is not found, and stands at the end.
        if response.body.count > Self.readOfAnswer { text = String(text.dropLast(secrets.longest)) }
        let line = ForeignText.line(text, limit: NotifyError.maximumAnswer)
        return "\(response.status.code)" + (line.isEmpty ? "" : " (“\(line)”)")
    }

    /// The words for people in the beginning of a body: what the service itself would say, or the text of a page.
    private func text(of body: ArraySlice<UInt8>, _ response: FetchResponse) -> String {
        if let words = words(Array(body)) { return words }
        // Before a page's references are read as well as after: in either form a secret may stand there.
        let text = secrets.removed(from: String(decoding: body, as: UTF8.self))
        return AnswerText.ofPage(text, type: response.fields[.contentType]) ?? text
    }

    /// The bytes of an answer that are read: more than are shown, so that few secrets are cut before they are
    /// found.
    private static let readOfAnswer = 16 << 10
}
