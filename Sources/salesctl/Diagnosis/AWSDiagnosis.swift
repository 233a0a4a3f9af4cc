import SalesAWS
import SalesCore
import SalesCurl

/// Whether there is somebody to be to AWS; nothing is sent.
enum AWSDiagnosis {
    /// Looks for credentials where sending will look.
    static func finding(_ line: String, _ settings: AppSettings) async -> Finding {
        let engine = CurlEngine(policy: .trusted)
        let finding: Finding
        do {
            var options = try settings.curlOptions()
            options.proxy = nil
            let chain = settings.awsCredentials(CurlHTTPClient(engine: engine, options: options))
            let found = try await chain.credentials()
            finding = .fine("channel", "\(line), as \(found?.description ?? "nobody")")
        } catch let error as CredentialError {
            let status: ExitStatus = error.advice == .never ? .noAnswer : .temporary
            finding = .failed("channel", "\(line). \(error.message)", status)
        } catch {
            finding = .failed("channel", CommandFailure(error))
        }
        await engine.shutdown()
        return finding
    }
}
