/** How messaging is reached where the broker asks who comes, and shows who it is. */
export interface MessagingSecurity {
  /** Null: in plain text. */
  readonly tls: MessagingTls | null;
  /** Null: without a user, or by the certificate alone. */
  readonly sasl: MessagingSasl | null;
}

/** PEM texts as they are now: read again with each new connection. Throws what names the file that is of no use. */
export interface MessagingTls {
  read(): { readonly ca?: Buffer; readonly certificate?: Buffer; readonly key?: Buffer };
  /** How error messages name what is trusted and what is shown, as `KAFKA_CA_FILE (/etc/ca.pem)`. */
  readonly caName: string;
  readonly certificateName: string | null;
}

export type MessagingSasl =
  | {
      readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
      readonly username: string;
      /** As it is now: read again with each new connection. */
      readonly password: () => string;
      /** How error messages name where it stands, as `KAFKA_PASSWORD_FILE (/etc/password)`. */
      readonly passwordName: string;
    }
  | {
      readonly mechanism: 'oauthbearer';
      /** Whose tokens they are, for messages. */
      readonly clientId: string;
      /** A token that is good for a while. Throws what names the token's server. */
      readonly token: () => Promise<string>;
    };
