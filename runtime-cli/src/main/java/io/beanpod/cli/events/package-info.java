/** What {@code get events}, {@code events} and {@code describe} show of events. */
package io.beanpod.cli.events;
