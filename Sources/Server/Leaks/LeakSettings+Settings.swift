internal import DataAPI
internal import Logging

extension LeakSettings {
    /// - Throws: ``OperatorError`` when GitHub's public keys are configured and cannot be read.
    init(_ settings: Settings, logger: Logger) throws {
        self.init()
        perMinute = settings.leaksPerMinute
        if let file = try settings.gitHubKeys.map({ try PartnerKeyFile($0, logger: logger) }) {
            partnerKeys = { file.current }
        }
    }
}
