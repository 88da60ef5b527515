internal import APIKeys
internal import Catalog
internal import Foundation
internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// Gives one message to a relay.
///
/// No Swift package speaks SMTP well enough to depend on, and a program such as curl would have to be on every machine and in every
/// image; so this is our own, and no more than submission needs.
struct SMTPClient: Sendable {
    let relay: SMTPRelay
    let group: MultiThreadedEventLoopGroup

    /// - Throws: ``MailError``, which names the relay and what it answered, and holds no secret; `CancellationError`.
    func send(_ message: MailMessage) async throws {
        // Files are read where nothing else waits for a thread.
        let login = try await NIOThreadPool.singleton.runIfActive { [relay] in
            try relay.login.map { (user: $0.user, password: try Self.password($0.passwordFile)) }
        }
        do {
            let encryption = try await NIOThreadPool.singleton.runIfActive { [relay] in try Self.encryption(relay) }
            let channel = try await connect(relay.security == .implicit ? encryption : nil)
            try await channel.executeThenClose { inbound, outbound in
                var conversation = SMTPConversation(
                    line: SMTPLine(inbound: inbound, outbound: outbound), domain: message.domain,
                    encryption: relay.security == .starttls ? encryption : nil, login: login)
                try await conversation.send(message)
            }
        } catch {
            // Ended from outside, the connection breaks off in one of many ways.
            try Task.checkCancellation()
            throw MailError(message: "\(relay.host) \(reason(error, hiding: login?.password)).")
        }
    }

    private func connect(_ encryption: SMTPConversation.Encryption?) async throws -> NIOAsyncChannel<SMTPEvent, SMTPCommand> {
        try await ClientBootstrap(group: group).connectTimeout(.seconds(10)).connect(host: relay.host, port: relay.port) {
            channel in
            channel.eventLoop.makeCompletedFuture {
                if let encryption {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(context: encryption.context, serverHostname: encryption.host))
                }
                try channel.pipeline.syncOperations.addHandler(SMTPFraming())
                return try NIOAsyncChannel<SMTPEvent, SMTPCommand>(wrappingChannelSynchronously: channel)
            }
        }
    }

    /// - Returns: `nil` where nothing is to be encrypted.
    private static func encryption(_ relay: SMTPRelay) throws -> SMTPConversation.Encryption? {
        guard relay.security != .none else { return nil }
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let file = relay.authorities {
            do {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(file))
            } catch {
                throw MailError(message: "mail.smtp.authorities names \(file), which is no readable PEM file with certificates.")
            }
        }
        return SMTPConversation.Encryption(
            context: try NIOSSLContext(configuration: configuration),
            host: IPAddress(relay.host) == nil ? relay.host : nil)
    }

    private static func password(_ file: URL) throws -> String {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else {
            throw MailError(message: "The password of the mail server cannot be read from \(file.path).")
        }
        return text.trimmingCharacters(in: .newlines)
    }

    /// What follows the host in a sentence.
    private func reason(_ error: any Error, hiding password: String?) -> String {
        switch error {
        case let error as SMTPFault: error.reason(hiding: password)
        case let error as MailError:
            "was not asked: \(error.message.hasSuffix(".") ? String(error.message.dropLast()) : error.message)"
        case let error as IOError: "could not be reached: \(String(cString: strerror(error.errnoCode)))"
        case let error as NIOConnectionError: Self.reason(error)
        case let error as ChannelError where error == .connectTimeout(.seconds(10)): "did not answer within 10 seconds"
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError:
            tlsReason("\(error)")
        default: "could not be reached: \(ReplyText.clean("\(error)"))"
        }
    }

    private static func reason(_ error: NIOConnectionError) -> String {
        guard let attempt = error.connectionErrors.first else { return "has no address; is mail.smtp.host right" }
        guard let cause = attempt.error as? IOError else { return "could not be reached at port \(error.port)" }
        return "could not be reached at port \(error.port): \(String(cString: strerror(cause.errnoCode)))"
    }

    /// Of what the TLS library says, the word that means something to an operator.
    private func tlsReason(_ text: String) -> String {
        if text.contains("CERTIFICATE_VERIFY_FAILED") {
            return
                "could not be trusted: no authority that this server trusts signed its certificate. Name a PEM file with the right one in mail.smtp.authorities"
        }
        if text.contains("WRONG_VERSION_NUMBER") {
            guard relay.security != .starttls else { return SMTPFault.injected.reason(hiding: nil) }
            return "answered unencrypted. Set mail.smtp.tls to starttls, or another mail.smtp.port"
        }
        let word = text.firstRange(of: "OPENSSL_internal:").map { text[$0.upperBound...].prefix { $0.isLetter || $0 == "_" } }
        return "could not be trusted: its TLS certificate or handshake failed (\(word.map(String.init) ?? ReplyText.clean(text)))"
    }
}

extension SMTPFault {
    fileprivate func reason(hiding password: String?) -> String {
        switch self {
        case .refused(let step, let reply):
            let text = password.map { $0.isEmpty ? reply.text : reply.text.replacing($0, with: "…") } ?? reply.text
            return step == "AUTH" ? "did not take the user and password: it answered \(text)" : "answered \(text) to \(step)"
        case .hungUp: return "closed the connection before it had the mail"
        case .garbled: return "answered what is no SMTP; is the port right, and mail.smtp.tls"
        case .noEncryption:
            return "offers no STARTTLS, so nothing was sent. Set mail.smtp.tls to implicit, or to none where nobody can listen"
        case .injected: return "was not trusted: what came after its answer to STARTTLS was not encrypted"
        case .noCommonLogin: return "offers neither AUTH PLAIN nor AUTH LOGIN, so nobody can sign in there"
        }
    }
}
