public import SalesCore

/// Where one service of AWS answers, and how requests to it are signed.
public struct AWSService: Hashable, Sendable {
    /// The URL that requests go to.
    public let url: PageURL
    /// The service's name in signatures.
    public let signingName: String
    /// The region.
    public let region: AWSRegion

    /// A service at a URL of its own, as a VPC endpoint or a server of tests is.
    public init(url: PageURL, signingName: String, region: AWSRegion) {
        self.url = url
        self.signingName = signingName
        self.region = region
    }

    /// Amazon SES, version 2 of its API, sending mail.
    ///
    /// - Parameter endpoint: Where it is in place of AWS's own host; its path is not used.
    public static func mail(in region: AWSRegion, endpoint: PageURL? = nil) -> AWSService? {
        service("email", signedAs: "ses", in: region, endpoint: endpoint, path: "/v2/email/outbound-emails")
    }

    /// Amazon SNS.
    ///
    /// - Parameter endpoint: Where it is in place of AWS's own host; its path is not used.
    public static func notifications(in region: AWSRegion, endpoint: PageURL? = nil) -> AWSService? {
        service("sns", signedAs: "sns", in: region, endpoint: endpoint, path: "/")
    }

    private static func service(
        _ host: String,
        signedAs name: String,
        in region: AWSRegion,
        endpoint: PageURL?,
        path: String
    ) -> AWSService? {
        let origin = endpoint.map { "\($0.scheme.rawValue)://\($0.authority)" }
        guard let url = try? PageURL((origin ?? "https://\(host).\(region.name).\(region.domain)") + path) else {
            return nil
        }
        return AWSService(url: url, signingName: name, region: region)
    }
}
