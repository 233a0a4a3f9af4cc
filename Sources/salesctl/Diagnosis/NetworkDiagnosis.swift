import SalesCore
import SalesCurl

/// Connects to what the configuration names beside shops: the proxy and the mail server.
struct NetworkDiagnosis {
    let settings: AppSettings

    /// How long each may take.
    private static let patience = Duration.seconds(5)

    /// Asks the proxy itself for a page; any answer shows that it is there.
    func proxy() async -> [Finding] {
        let url: PageURL
        do {
            guard let proxy = try settings.proxyServer() else { return [] }
            url = try PageURL("\(proxy)/")
        } catch {
            return [.failed("proxy", CommandFailure(error))]
        }
        let engine = CurlEngine(policy: .trusted)
        var options = CurlOptions(contact: settings.contact, name: "SalesTracker/\(SalesCtl.version)")
        if let authorities = try? settings.authorities() { options.authorities = authorities }
        options.connectTimeout = Self.patience
        let limits = FetchLimits(deadline: Self.patience, redirects: 0)
        let finding: Finding
        do throws(FetchError) {
            _ = try await CurlFetcher(engine: engine, options: options).fetch(FetchRequest(url: url, limits: limits))
            finding = .fine("proxy", "\(url.authority) answers")
        } catch  where [.dns, .connection, .timeout, .tls].contains(error.code) {
            finding = .failed("proxy", "\(url.authority) cannot be reached as a proxy. \(error.message)", .temporary)
        } catch {
            // An answer that is none of a web server's is an answer.
            finding = .fine("proxy", "\(url.authority) answers")
        }
        await engine.shutdown()
        return [finding]
    }

    /// Logs in at the mail server, and sends nothing.
    func mail(_ line: String) async -> Finding {
        do {
            let server = try settings.mailServer()
            let authorities = try settings.authorities()
            let secret = settings.mail?.password.setKey ?? ""
            do throws(MailError) {
                let entry = try await CurlMail(authorities: authorities).checkLogin(
                    at: server,
                    deadline: Self.patience
                )
                return MailDiagnosis.finding(line, entry, at: server, passwordKey: secret)
            } catch {
                return MailDiagnosis.finding(line, error, at: server)
            }
        } catch {
            return .failed("channel", CommandFailure(error))
        }
    }
}
