import HTTPTypes
import SalesCore
import SalesCurl
import Testing

@Suite("TLS", .serialized)
struct TLSTests {
    private static let shared = Task { try await TestAuthority() }

    private func authority() async throws -> TestAuthority { try await Self.shared.value }

    private func fetch(_ certificate: String, host: String = "127.0.0.1", believing file: String?, options: String = "")
        async throws
        -> FetchResponse
    {
        let authority = try await authority()
        return try await authority.serve(certificate, options: options) { port in
            var settings = TestFetcher.options
            if let file { settings.authorities = CertificateAuthorities(file: file) }
            let url = try PageURL("https://\(host):\(port)/")
            let fetcher = TestFetcher.make(allowing: [try PageURL("https://127.0.0.1:\(port)/")], options: settings)
            return try await fetcher.fetch(FetchRequest(url: url))
        }
    }

    @Test("a certificate of a believed authority is good, by address and by name")
    func good() async throws {
        let file = try await authority().file
        for host in ["127.0.0.1", "localhost"] {
            let response = try await fetch("good", host: host, believing: file)
            #expect(response.status.code == 200)
        }
    }

    @Test(
        "a certificate that does not prove the host is refused for good",
        arguments: ["other", "expired", "self"]
    )
    func bad(_ certificate: String) async throws {
        let file = try await authority().file
        let error = await #expect(throws: FetchError.self) { try await fetch(certificate, believing: file) }
        #expect(error?.code == .tls)
        #expect(error?.advice == .never)
    }

    @Test("the system's authorities do not believe a stranger's")
    func stranger() async throws {
        let error = await #expect(throws: FetchError.self) { try await fetch("good", believing: nil) }
        #expect(error?.code == .tls)
    }

    @Test("TLS older than 1.2 is refused")
    func oldVersion() async throws {
        let file = try await authority().file
        let error = await #expect(throws: FetchError.self) {
            try await fetch("good", believing: file, options: "-tls1_1 -cipher DEFAULT@SECLEVEL=0")
        }
        #expect(error?.code == .tls)
    }

    @Test("a file of authorities that cannot be read is said to be the trouble")
    func missingFile() async throws {
        let error = await #expect(throws: FetchError.self) { try await fetch("good", believing: "/nonexistent/ca.pem") }
        #expect(error?.code == .tls)
        #expect(error?.message.contains("tls.ca_file") == true)
    }

    @Test("mail goes over TLS to a server that proves itself, and to no other")
    func mail() async throws {
        let authority = try await authority()
        let talk = "220 a\r\n250 b\r\n250 c\r\n250 d\r\n354 e\r\n250 2.0.0 queued\r\n221 f\r\n"
        let message = Array("Subject: x\r\n\r\ny\r\n".utf8)
        func deliver(_ certificate: String) async throws -> String {
            try await authority.serve(certificate, talk: talk, options: "-naccept 1") { port in
                let server = try SMTPServer(host: "127.0.0.1", port: port, security: .implicit)
                let mail = CurlMail(authorities: CertificateAuthorities(file: authority.file))
                return try await mail.deliver(message, from: "a@example.com", to: ["b@example.com"], via: server)
            }
        }
        #expect(try await deliver("good") == "250 2.0.0 queued")
        for certificate in ["other", "expired", "self"] {
            let error = await #expect(throws: MailError.self) { try await deliver(certificate) }
            #expect(error?.code == .tls)
        }
    }
}
