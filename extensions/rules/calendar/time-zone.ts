/** Whether this names a time zone of the IANA database, such as `Asia/Shanghai`. */
export function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat('en', { timeZone: name });
		return true;
	} catch {
		return false;
	}
}
