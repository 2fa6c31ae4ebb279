/*
 * Quantiles of the normal distribution and of Student's: see model/trial.h.
 */
#include "model/trial.h"
#include <math.h>
#include "base/memory.h"

/* a polynomial by Horner's rule, the highest power first */
static double
poly(const double *c, int n, double x)
{
	double sum = c[0];

	for (int i = 1; i < n; i++)
		sum = sum * x + c[i];
	return sum;
}

/* PPND7 of AS 241, about seven figures. */
double
trial_normal(double p)
{
	static const double a[] = { 5.9109374720e1, 1.5929113202e2,
		5.0434271938e1, 3.3871327179e0 };
	static const double b[] = { 6.7187563600e1, 7.8757757664e1,
		1.7895169469e1, 1.0 };
	static const double c[] = { 1.7023821103e-1, 1.3067284816, 2.7568153900,
		1.4234372777 };
	static const double d[] = { 1.2021132975e-1, 7.3700164250e-1, 1.0 };
	static const double e[] = { 1.7337203997e-2, 4.2868294337e-1,
		3.0812263860, 6.6579051150 };
	static const double f[] = { 1.2258202635e-2, 2.4197894225e-1, 1.0 };
	double q = p - 0.5, r;

	if (fabs(q) <= 0.425) {
		r = 0.180625 - q * q;
		return q * poly(a, 4, r) / poly(b, 4, r);
	}
	r = sqrt(-log(q < 0 ? p : 1 - p));
	if (r <= 5)
		r = poly(c, 4, r - 1.6) / poly(d, 3, r - 1.6);
	else
		r = poly(e, 4, r - 5) / poly(f, 3, r - 5);
	return q < 0 ? -r : r;
}

/* Hill's expansion, for more than two degrees of freedom. */
static double
student_hill(double p, double n)
{
	double a = 1 / (n - 0.5), b = 48 / (a * a);
	double c = ((20700 * a / b - 98) * a - 16) * a + 96.36;
	double d = ((94.5 / (b + c) - 3) / b + 1) * sqrt(a * M_PI_2) * n;
	double x = d * p, y = pow(x, 2 / n);

	if (y > 0.05 + a) {
		x = trial_normal(p / 2);
		y = x * x;
		if (n < 5)
			c += 0.3 * (n - 4.5) * (x + 0.6);
		c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c;
		y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b +
			1) *
		    x;
		y = expm1(a * y * y);
	} else {
		y = ((1 / (((n + 6) / (n * y) - 0.089 * d - 0.822) * (n + 2) *
			      3) +
			 0.5 / (n + 4)) *
			    y -
			1) *
			(n + 1) / (n + 2) +
		    1 / y;
	}
	return sqrt(n * y);
}

double
trial_student(double p, double df)
{
	if (df < 1)
		return INFINITY;
	if (df < 2)
		return 1 / tan(p * M_PI_2);
	if (df < 2.5)
		return sqrt(2 / (p * (2 - p)) - 2);
	return student_hill(p, df);
}
