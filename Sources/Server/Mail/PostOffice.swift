internal import APIKeys
package import Catalog
internal import NIOPosix

/// Sends mail in the way that is configured, and gives up after 15 seconds.
package struct PostOffice: Mailer {
    package static let longest = Duration.seconds(15)

    private let settings: MailSettings
    private let clock: WallClock

    package init(_ settings: MailSettings, clock: WallClock = .system) {
        self.settings = settings
        self.clock = clock
    }

    /// For sentences: what takes the mail on.
    package var name: String {
        switch settings.way {
        case .sendmail(let path): path
        case .smtp(let relay): "\(relay.host):\(relay.port)"
        }
    }

    package func send(_ mail: Mail) async throws {
        do {
            let message = try MailMessage(mail, from: settings.from, at: clock.now())
            try await Deadline.within(Self.longest) {
                switch settings.way {
                case .sendmail(let path): try await Sendmail(path: path).send(message)
                case .smtp(let relay): try await SMTPClient(relay: relay, group: .forThisProcess).send(message)
                }
            }
        } catch let error as CatalogError {
            throw MailError(message: error.message)
        } catch is Deadline.Passed {
            throw MailError(message: "\(name) did not take the mail within \(Self.longest.components.seconds) seconds.")
        }
    }
}

extension Settings {
    /// `nil` where mail is not configured.
    package var postOffice: PostOffice? { mail.map { PostOffice($0) } }
}
