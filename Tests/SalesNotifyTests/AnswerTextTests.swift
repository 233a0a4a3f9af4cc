import SalesCore
import SalesTesting
import Testing

@testable import SalesNotify

@Suite("The text of a service's answer")
struct AnswerTextTests {
    /// As one line, as it is shown.
    private func line(_ text: String, type: String? = nil) -> String? {
        AnswerText.ofPage(text, type: type).map { ForeignText.line($0, limit: 300) }
    }

    @Test(
        "of a page is what people would see",
        arguments: [
            (
                "<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n"
                    + "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n", "404 Not Found nginx"
            ),
            ("<!DOCTYPE html><title>Gone &amp; away</title>", "Gone & away"),
            (
                "<p>No<br>such&nbsp;hook &lt;x&gt; &#39;a&#x27; &#128;5 &nosuch; & so</p>",
                "No such hook <x> 'a' 5 &nosuch; & so"
            ),
            ("<body><script>if (a < b) alert('<p>x</p>')</script><style>p {}</style><!-- <p>y</p> -->Sorry", "Sorry"),
            ("<body><script>if(a<b)x('</p>')</script>So<style>a<b{}</STYLE >rry", "So rry"),
            ("<script>x</scripty</script>Sorry", "Sorry"), ("<p>a<script>b<c", "a"),
            ("\n <HTML><BODY>1 < 2<P>no", "1 < 2 no"), ("<p", ""), ("<!--", ""), ("<p>a</p", "a"),
        ]
    )
    func pages(page: String, text: String) {
        #expect(line(page) == text)
    }

    @Test("of anything else is left as it is")
    func others() {
        for text in ["", "no", #"{"error":"<b>no</b>"}"#, "< 3", "2 <b>"] { #expect(line(text) == nil, "\(text)") }
        #expect(line("plain", type: "text/html; charset=utf-8") == "plain")
    }

    @Test("costs linear time, whatever it tries")
    func hostile() {
        for piece in ["<", "<!--", "<p", "&", "&#", "<script>", "<a>&amp;", "-", "<title>", "<script></scrip"] {
            let text = String(repeating: piece, count: 16_384 / piece.utf8.count)
            #expect((AnswerText.ofPage("<x>" + text, type: nil) ?? "").utf8.count <= 2 * text.utf8.count)
        }
    }

    @Test("stands in the failure in place of its tags, in one bounded line, and without the hook's secrets")
    func failure() async throws {
        let secret = "s3cret-canary"
        let page =
            "<html><body><h1>Not Found</h1>\n<p>There is no <b>/hook/\(secret)</b>?k&#61;\(secret), s3cret-<i></i>canary</p>"
            + String(repeating: "<p>and so on</p>", count: 200) + "</body></html>"
        let server = try ScriptedServer(answer: { _, connection in
            connection.respond("404 Not Found", fields: ["Content-Type: text/html"], text: page)
        })
        defer { server.stop() }
        let url = try PageURL("http://127.0.0.1:\(server.origin.port)/hook/\(secret)")
        let error = await #expect(throws: NotifyError.self) {
            try await WebhookNotifier(url: url, client: TestClient.trusted()).send(
                Sample.message(to: Sample.user(1))
            )
        }
        let message = try #require(error?.message)
        #expect(message.contains("answered 404 (“Not Found There is no"), "\(message)")
        #expect(!message.contains("<") && !message.contains("\n") && !message.contains(secret), "\(message)")
        #expect(message.contains("Check the hook's URL") && message.count < 500, "\(message)")
    }
}
