import SalesAWS
import SalesCore
import SalesCurl

/// What carries messages at Amazon.
extension Carriers {
    /// Mail through SES.
    func ses(_ settings: AppSettings.SES) throws -> SESNotifier {
        SESNotifier(
            service: settings.service,
            from: settings.sender,
            configurationSet: settings.configurationSet,
            client: try aws()
        )
    }

    /// Text messages through SNS.
    func sns() throws -> SNSTextNotifier {
        let sns = try settings.textService()
        return SNSTextNotifier(service: sns.service, options: sns.options, client: try aws())
    }

    private func aws() throws -> AWSClient {
        let http = try client()
        let chain = settings.awsCredentials(http)
        return AWSClient(http: http, credentials: CredentialCache(chain, time: SystemTime()), time: SystemTime())
    }
}

extension AppSettings {
    /// Where credentials for AWS may come from.
    func awsCredentials(_ client: CurlHTTPClient) -> CredentialChain {
        .standard(environment: aws.variables, homeFolder: aws.homeFolder, client: client)
    }
}
