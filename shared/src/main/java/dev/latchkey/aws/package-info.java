/** The adapters of DynamoDB and Secrets Manager, and the one spelling of each item of the table. */
@NullMarked
package dev.latchkey.aws;

import org.jspecify.annotations.NullMarked;
